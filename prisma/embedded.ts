import { setTimeout as wait } from 'node:timers/promises';
import type { EmbeddedState, ThreadData } from './embedded-calls.ts';
import { type DatabaseThread, startThread } from './embedded-thread.ts';

export interface EmbeddedDatabase {
  /** Where `pg` and Prisma reach it: a loopback port that the system chose. */
  url: string;
  /** The whole database as a file, for opening another one from it. */
  dump(): Promise<Blob>;
  /**
   * Copies the folder as it is at one moment between two transactions; nobody is served meanwhile. What the copy lacks,
   * another database opened on it takes from its log. Resolves with that moment.
   */
  copyTo(folder: string): Promise<Date>;
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Its folder; without one it lives in memory. */
  dataDir?: string;
  /** A database to begin from, as `dump` made it. */
  loadDataDir?: Blob;
  /** Told when it begins or ends to be anything but well. */
  onState?: (state: EmbeddedState) => void;
  /** For how long it may be busy with one thing before it is taken for hung and opened anew. */
  silentSeconds?: number;
}

/** No statement of ours takes so long, on the busiest of machines. */
const defaultSilentSeconds = 300;
const reopenPauseMs = 2_000;

/**
 * Opens PostgreSQL in WebAssembly and serves it on a loopback socket, so that every part speaks to it as to a server.
 * It runs in a thread of its own: after a PANIC it computes for ever, which ends with that thread and not with the process;
 * then it is opened again as after a crash, on the same port, until it opens. Without `dataDir` it lives in memory, and is
 * gone with its thread. One process at a time may open a folder; the caller sees to it. Throws DataProblem for a folder
 * that cannot be used.
 */
export async function openEmbeddedDatabase(options: EmbeddedOptions = {}): Promise<EmbeddedDatabase> {
  const { dataDir = null, loadDataDir, onState = () => {}, silentSeconds = defaultSilentSeconds } = options;
  const open = (data: Omit<ThreadData, 'dataDir'>) => startThread({ dataDir, ...data }, silentSeconds, onState);
  const loaded = (await loadDataDir?.arrayBuffer()) ?? null;
  let thread: DatabaseThread = await open({ port: 0, isReopened: false, loaded });
  const { port } = thread;
  let isClosing = false;

  async function keepOpen(): Promise<void> {
    for (;;) {
      await thread.lost;
      if (isClosing) return thread.end();
      onState('broken');
      await thread.end();
      if (dataDir === null) return;
      for (let opened: DatabaseThread | null = null; opened === null && !isClosing; ) {
        opened = await open({ port, isReopened: true, loaded: null }).catch(() => null);
        if (opened === null) await wait(reopenPauseMs);
        else thread = opened;
      }
      if (isClosing) return thread.end();
      onState('well');
    }
  }
  const kept = keepOpen();

  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
    async dump() {
      const bytes = await thread.call({ what: 'dump' });
      if (!(bytes instanceof ArrayBuffer)) throw new Error('the embedded database gave no dump');
      return new Blob([bytes]);
    },
    async copyTo(folder) {
      const at = await thread.call({ what: 'copyTo', folder });
      if (!(at instanceof Date)) throw new Error('the embedded database gave no copy');
      return at;
    },
    async close() {
      isClosing = true;
      // One that has ended already has nothing to close.
      await thread.call({ what: 'close' }).catch(() => {});
      await thread.end();
      await kept;
    },
  };
}
