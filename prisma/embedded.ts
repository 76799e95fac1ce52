import { cp } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { hasDatabase, openProblem, putInPlace, unfinishedFolder } from './embedded-folder.ts';
import { EmbeddedServer, type EmbeddedState } from './embedded-server.ts';
import { freeMegabytes } from './folder-problem.ts';

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

export interface EmbeddedOptions extends Pick<PGliteOptions, 'dataDir' | 'loadDataDir'> {
  /** Told when it begins or ends to be anything but well. */
  onState?: (state: EmbeddedState) => void;
}

/** Below this nothing is written any more: a log that finds no room for its next 16 MB stops the session for good. */
const leastFreeMegabytes = 64;

/**
 * Opens PostgreSQL in WebAssembly and serves it on a loopback socket, so that every part speaks to it as to a server.
 * Without `dataDir` it lives in memory. One process at a time may open a folder; the caller sees to it. Throws DataProblem
 * for a folder that cannot be used.
 */
export async function openEmbeddedDatabase(options: EmbeddedOptions = {}): Promise<EmbeddedDatabase> {
  const { dataDir, loadDataDir, onState = () => {} } = options;
  const open = () =>
    dataDir === undefined ? PGlite.create(loadDataDir ? { loadDataDir } : {}) : openFolder(dataDir, loadDataDir);
  const parent = dataDir === undefined ? null : dirname(dataDir);
  const server = new EmbeddedServer(await open(), {
    // What lives in memory is gone with its session.
    reopen: dataDir === undefined ? null : open,
    hasRoom: () => parent === null || (freeMegabytes(parent) ?? leastFreeMegabytes) >= leastFreeMegabytes,
    onState,
  });
  const port = await server.listen();
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
    dump: () => server.exclusively((db) => db.dumpDataDir('none')),
    copyTo: (folder) => server.exclusively((db) => copyFolder(db, dataDir, folder)),
    close: () => server.close(),
  };
}

/** Opens the database of a folder. A new one is made beside it and moved there whole, so that what is there always is one. */
async function openFolder(folder: string, loadDataDir: PGliteOptions['loadDataDir']): Promise<PGlite> {
  const isThere = hasDatabase(folder);
  try {
    if (!isThere) {
      const made = await PGlite.create({
        dataDir: unfinishedFolder(folder),
        ...(loadDataDir === undefined ? {} : { loadDataDir }),
      });
      await made.exec('CHECKPOINT');
      await made.close();
      putInPlace(folder);
    }
    const db = await PGlite.create({ dataDir: folder });
    await db.query('SELECT 1');
    return db;
  } catch (error) {
    throw openProblem(folder, error);
  }
}

async function copyFolder(db: PGlite, from: string | undefined, to: string): Promise<Date> {
  if (from === undefined) throw new Error('a database in memory has no folder to copy');
  const at = new Date();
  await db.exec('CHECKPOINT');
  await cp(from, to, { recursive: true, errorOnExist: true, force: false });
  return at;
}
