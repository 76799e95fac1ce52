// The little of tar (POSIX.1-1988, ustar) that a backup needs: plain files with names of up to 100 bytes.

const block = 512;

export function tarHeader(name: string, bytes: number, seconds: number): Buffer {
  if (Buffer.byteLength(name) > 100 || bytes >= 8 ** 11) throw new Error(`${name} does not fit into a tar header`);
  const header = Buffer.alloc(block);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o600, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(bytes, 11), 124);
  header.write(octal(seconds, 11), 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\0', 257);
  header.write('00', 263);
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** What follows the bytes of a file up to the next block. */
export const tarPadding = (bytes: number): Buffer => Buffer.alloc((block - (bytes % block)) % block);

export const tarEnd: Buffer = Buffer.alloc(2 * block);

/** A file of an archive. Its bytes have to be read to their end before the next one comes. */
export interface TarEntry {
  name: string;
  bytes: number;
  body: AsyncIterable<Buffer>;
}

/** Reads the files of an archive, one after the other. Throws where it ends early or is no archive. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const reader = new BlockReader(source);
  for (;;) {
    const header = await reader.take(block);
    if (header.every((byte) => byte === 0)) return;
    const said = header.toString('latin1', 148, 154);
    if (Number.parseInt(said, 8) !== checksum(header)) throw new Error('a header is broken');
    const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '');
    const bytes = Number.parseInt(header.toString('latin1', 124, 135), 8);
    let left = bytes;
    async function* body(): AsyncGenerator<Buffer> {
      while (left > 0) {
        const piece = await reader.takeUpTo(left);
        left -= piece.length;
        yield piece;
      }
    }
    yield { name, bytes, body: body() };
    // Whoever does not want it all has it skipped.
    while (left > 0) left -= (await reader.takeUpTo(left)).length;
    await reader.take(tarPadding(bytes).length);
  }
}

function checksum(header: Buffer): number {
  let sum = 0;
  for (const [index, byte] of header.entries()) sum += index >= 148 && index < 156 ? 0x20 : byte;
  return sum;
}

class BlockReader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#source.next();
    if (done) throw new Error('it ends early');
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
  }

  async take(bytes: number): Promise<Buffer> {
    while (this.#rest.length < bytes) await this.#more();
    return this.#cut(bytes);
  }

  async takeUpTo(bytes: number): Promise<Buffer> {
    if (this.#rest.length === 0) await this.#more();
    return this.#cut(Math.min(bytes, this.#rest.length));
  }

  #cut(bytes: number): Buffer {
    const piece = this.#rest.subarray(0, bytes);
    this.#rest = this.#rest.subarray(bytes);
    return piece;
  }
}
