// What the main thread and the one that the embedded database runs in say to each other.

/** What a thread begins with. */
export interface ThreadData {
  dataDir: string | null;
  /** A dump to begin from: bytes, since a file that is opened as a Blob goes to no other thread. */
  loaded: ArrayBuffer | null;
  /** Where it is to be served: 0 for any port. */
  port: number;
  /** A database that was there already: none is made where it is missing. */
  isReopened: boolean;
}

export type Call = { id: number } & (
  | { what: 'dump' }
  | { what: 'copyTo'; folder: string }
  /** Answered as soon as the thread does nothing else. */
  | { what: 'ping' }
  | { what: 'close' }
);

/** `full`: read, not written, until there is room again. `broken`: it has ended and is being opened anew. */
export type EmbeddedState = 'well' | 'full' | 'broken';

export type Told =
  | { what: 'state'; state: EmbeddedState }
  /** The session has ended and nothing more comes of it. */
  | { what: 'lost' }
  /** Opening is call 0, and resolves with the port. */
  | { what: 'done'; id: number; result: ArrayBuffer | Date | number | null }
  | { what: 'failed'; id: number; message: string; code: string | null; isProblem: boolean };
