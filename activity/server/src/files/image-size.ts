/** A picture's width and height by its header; 'more' where the header goes on past these bytes, 'none' where it is none. */
export type ImageSize = { width: number; height: number } | 'more' | 'none';

/** In points: a picture of more takes hundreds of megabytes to unpack, however few its bytes are. */
export const mostPixels = 40_000_000;

const latin = (bytes: Buffer, from: number, to: number): string => bytes.toString('latin1', from, to);

/** Reads nothing but the header, so that nothing is unpacked of what claims to be enormous. */
export function imageSizeOf(bytes: Buffer, mediaType: string): ImageSize {
  switch (mediaType) {
    case 'image/png':
      return pngSize(bytes);
    case 'image/jpeg':
      return jpegSize(bytes);
    case 'image/gif':
      return gifSize(bytes);
    case 'image/webp':
      return webpSize(bytes);
    default:
      return 'none';
  }
}

function pngSize(bytes: Buffer): ImageSize {
  if (latin(bytes, 0, Math.min(8, bytes.length)) !== '\x89PNG\r\n\x1a\n'.slice(0, bytes.length)) return 'none';
  if (bytes.length < 24) return 'more';
  if (latin(bytes, 12, 16) !== 'IHDR') return 'none';
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** JPEG: the first frame header (SOF) behind whatever a camera wrote before it. ITU T.81, B.1.1. */
function jpegSize(bytes: Buffer): ImageSize {
  if (bytes.length < 4) return 'more';
  if (latin(bytes, 0, 3) !== '\xff\xd8\xff') return 'none';
  let at = 2;
  while (at + 9 <= bytes.length) {
    if (bytes[at] !== 0xff) return 'none';
    const marker = bytes.readUInt8(at + 1);
    // Any number of 0xff may stand before a marker.
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (marker === 0xd9 || marker === 0xda) return 'none';
    else at += 2 + Math.max(2, bytes.readUInt16BE(at + 2));
  }
  return 'more';
}

/** GIF: its screen, or its first frame where that is larger. */
function gifSize(bytes: Buffer): ImageSize {
  if (bytes.length < 13) return 'more';
  if (!/^GIF8[79]a/.test(latin(bytes, 0, 6))) return 'none';
  const screen = { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  const flags = bytes.readUInt8(10);
  let at = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  while (at + 9 <= bytes.length) {
    const block = bytes.readUInt8(at);
    if (block === 0x2c) {
      const [width, height] = [bytes.readUInt16LE(at + 5), bytes.readUInt16LE(at + 7)];
      return { width: Math.max(width, screen.width), height: Math.max(height, screen.height) };
    }
    if (block !== 0x21) return 'none';
    at += 2;
    for (let size = bytes[at] ?? 0; size > 0; size = bytes[at] ?? 0) at += size + 1;
    at += 1;
  }
  return 'more';
}

/** WebP: by the first chunk, which is one of three. */
function webpSize(bytes: Buffer): ImageSize {
  if (bytes.length < 30) return 'more';
  if (latin(bytes, 0, 4) !== 'RIFF' || latin(bytes, 8, 12) !== 'WEBP') return 'none';
  switch (latin(bytes, 12, 16)) {
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return 'none';
  }
}
