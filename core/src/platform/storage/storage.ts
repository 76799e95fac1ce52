import type { Readable } from 'node:stream';

/** Where the bytes of files are: in a folder, or in a bucket. What they belong to stands in the database. */
export interface Storage {
  /**
   * Keeps a stream of exactly so many bytes. Rejects where it ends early, goes on for longer, or breaks off; then nothing
   * is kept. Never holds more of it in memory than a piece.
   */
  put(key: string, body: Readable, given: { bytes: number; mediaType: string }): Promise<void>;
  /** For reading; null where there is nothing under this key. Who opens it reads it to its end or destroys it. */
  open(key: string): Promise<{ body: Readable; bytes: number } | null>;
  /** How many bytes there are; null where there is nothing. */
  sizeOf(key: string): Promise<number | null>;
  /** Takes it away, what was left of a `put` that was cut off too. What is not there is no error. */
  remove(key: string): Promise<void>;
  /** Everything that is kept, in no order. */
  list(): AsyncIterable<{ key: string; bytes: number }>;
  close(): void;
}
