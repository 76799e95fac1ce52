import type { Readable } from 'node:stream';

/** Where the bytes of files are. What a file is called, and whose it is, the database knows. */
export interface Storage {
  /** Keeps a body of exactly so many bytes under a key; of one that is shorter or longer nothing is kept. Throws file_broken. */
  put(key: string, body: Readable, given: { bytes: number; mediaType: string }): Promise<void>;
  /** Null where there is nothing under the key. */
  open(key: string): Promise<Readable | null>;
  /** Takes it away; what is not there is no fault. */
  remove(key: string): Promise<void>;
  close(): Promise<void>;
}
