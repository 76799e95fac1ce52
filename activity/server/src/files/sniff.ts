import { EchoError } from '@echochat/core/platform/errors.ts';

const ascii = (head: Buffer, from: number, to: number): string => head.toString('latin1', from, to);
/** By their first bytes, not by what they are called. */
const signs: Readonly<Record<string, (head: Buffer) => boolean>> = {
  'image/png': (head) => ascii(head, 0, 8) === '\x89PNG\r\n\x1a\n',
  'image/jpeg': (head) => ascii(head, 0, 3) === '\xff\xd8\xff',
  'image/gif': (head) => /^GIF8[79]a/.test(ascii(head, 0, 6)),
  'image/webp': (head) => ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP',
};
const enough = 12;

/** Passes an image on that is what it says it is. Throws file_type for anything else. */
export async function* soundImage(body: AsyncIterable<Buffer>, mediaType: string): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of body) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < enough) continue;
    if (!signs[mediaType]?.(head)) throw new EchoError('file_type');
    yield head;
    head = null;
  }
  if (head !== null) throw new EchoError('file_type');
}
