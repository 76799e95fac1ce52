import { describe, expect, test } from 'vitest';
import { imageSizeOf } from './image-size.ts';
import { soundImage } from './sound-image.ts';

const bytes = (...parts: (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
const be32 = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const be16 = (value: number) => [value >>> 8, value & 255];
const le16 = (value: number) => [value & 255, value >>> 8];
const le24 = (value: number) => [value & 255, (value >>> 8) & 255, value >>> 16];

const png = (width: number, height: number) =>
  bytes('\x89PNG\r\n\x1a\n', be32(13), 'IHDR', be32(width), be32(height), [8, 6, 0, 0, 0]);
/** With what a camera writes before the picture itself. */
const jpeg = (width: number, height: number) =>
  bytes(
    '\xff\xd8\xff\xe1',
    be16(2_002),
    Array.from({ length: 2_000 }, () => 0xff),
    '\xff\xff\xc2',
    be16(17),
    [8],
    be16(height),
    be16(width),
    [3],
  );
const gif = (screen: readonly [number, number], frame: readonly [number, number]) =>
  bytes(
    'GIF89a',
    le16(screen[0]),
    le16(screen[1]),
    [0x80, 0, 0],
    [0, 0, 0, 255, 255, 255],
    '!\xfe',
    [3],
    'abc',
    [0],
    ',',
    [0, 0, 0, 0],
    le16(frame[0]),
    le16(frame[1]),
    [0],
  );
const webp = (kind: string, ...rest: readonly (readonly number[])[]) =>
  bytes(
    'RIFF',
    [0, 0, 0, 0],
    'WEBP',
    kind,
    [0, 0, 0, 0],
    ...rest,
    Array.from({ length: 12 }, () => 0),
  );
const lossless = (width: number, height: number) => {
  const bits = (width - 1) | ((height - 1) << 14);
  return [0x2f, bits & 255, (bits >>> 8) & 255, (bits >>> 16) & 255, bits >>> 24];
};

const huge: readonly [string, string, Buffer][] = [
  ['PNG', 'image/png', png(30_000, 30_000)],
  ['JPEG', 'image/jpeg', jpeg(30_000, 30_000)],
  ['GIF', 'image/gif', gif([30_000, 30_000], [1, 1])],
  ['GIF by its first frame', 'image/gif', gif([1, 1], [30_000, 30_000])],
  ['WebP, lossy', 'image/webp', webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a], le16(16_000), le16(16_000))],
  ['WebP, lossless', 'image/webp', webp('VP8L', lossless(16_000, 16_000))],
  ['WebP, extended', 'image/webp', webp('VP8X', [0, 0, 0, 0], le24(29_999), le24(29_999))],
];

async function passed(image: Buffer, mediaType: string, piece: number): Promise<number> {
  async function* pieces() {
    for (let at = 0; at < image.length; at += piece) yield image.subarray(at, at + piece);
  }
  let sum = 0;
  for await (const chunk of soundImage(pieces(), mediaType)) sum += chunk.length;
  return sum;
}

describe('RM-15: how large a picture is stands in its header', () => {
  test.each(huge)('%s', (name, mediaType, image) => {
    const side = name.startsWith('WebP, l') ? 16_000 : 30_000;
    expect(imageSizeOf(image, mediaType)).toEqual({ width: side, height: side });
  });

  test.each(huge)('an enormous %s is refused, in whatever pieces it comes', async (_name, mediaType, image) => {
    for (const piece of [1, 7, 10_000])
      await expect(passed(image, mediaType, piece)).rejects.toMatchObject({
        code: 'image_size',
        params: { limit: 40 },
      });
  });

  test.each<[string, Buffer]>([
    ['image/png', png(8_000, 5_000)],
    ['image/jpeg', jpeg(8_000, 5_000)],
    ['image/gif', gif([8_000, 5_000], [10, 10])],
    ['image/webp', webp('VP8X', [0, 0, 0, 0], le24(7_999), le24(4_999))],
  ])('%s of 40 million points passes whole', async (mediaType, image) => {
    expect(await passed(image, mediaType, 5)).toBe(image.length);
  });

  test.each<[string, string, Buffer]>([
    ['an SVG', 'image/svg+xml', bytes('<svg xmlns="http://www.w3.org/2000/svg" width="99999" height="99999"/>')],
    ['no size at all', 'image/png', png(0, 10)],
    ['one kind called another', 'image/png', jpeg(10, 10)],
    [
      'a JPEG without a frame',
      'image/jpeg',
      bytes(
        '\xff\xd8\xff\xda',
        Array.from({ length: 20 }, () => 0),
      ),
    ],
    [
      'a JPEG whose frame never comes',
      'image/jpeg',
      bytes(
        '\xff\xd8',
        ...Array.from({ length: 1_200 }, () =>
          bytes(
            '\xff\xe1',
            be16(1_000),
            Array.from({ length: 998 }, () => 0),
          ),
        ).map((part) => [...part]),
      ),
    ],
  ])('%s is no image', async (_what, mediaType, image) => {
    await expect(passed(image, mediaType, 4_096)).rejects.toMatchObject({ code: 'file_type' });
  });
});
