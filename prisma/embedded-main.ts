// What runs in the thread of the embedded database: PGlite, and the server that serves it to everybody.
import { cp } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import type { Call, ThreadData, Told } from './embedded-calls.ts';
import { hasDatabase, openProblem, putInPlace, unfinishedFolder } from './embedded-folder.ts';
import { EmbeddedServer } from './embedded-server.ts';
import { freeMegabytes } from './folder-problem.ts';
import { DataProblem } from './problem.ts';

/** Below this nothing is written any more: a log that finds no room for its next 16 MB stops the session for good. */
const leastFreeMegabytes = 64;

const { dataDir, loaded, port, isReopened }: ThreadData = workerData;
const tell = (told: Told) => parentPort?.postMessage(told);

async function answer(id: number, work: () => Promise<Extract<Told, { what: 'done' }>['result']>): Promise<void> {
  try {
    tell({ what: 'done', id, result: await work() });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    const message = error instanceof Error ? error.message : String(error);
    tell({ what: 'failed', id, message, code, isProblem: error instanceof DataProblem });
  }
}

await answer(0, async () => {
  const load = loaded === null ? {} : { loadDataDir: new Blob([loaded]) };
  const db = dataDir === null ? await PGlite.create(load) : await openFolder(dataDir, load);
  const parent = dataDir === null ? null : dirname(dataDir);
  const server = new EmbeddedServer(db, {
    hasRoom: () => parent === null || (freeMegabytes(parent) ?? leastFreeMegabytes) >= leastFreeMegabytes,
    onState: (state) => tell({ what: 'state', state }),
    onLost: () => tell({ what: 'lost' }),
  });
  parentPort?.on('message', (call: Call) => answer(call.id, () => run(server, call)));
  return server.listen(port);
});

async function run(server: EmbeddedServer, call: Call): Promise<ArrayBuffer | Date | null> {
  switch (call.what) {
    case 'dump':
      return server.exclusively(async (db) => (await db.dumpDataDir('none')).arrayBuffer());
    case 'copyTo':
      return server.exclusively((db) => copyFolder(db, call.folder));
    case 'ping':
      return null;
    case 'close':
      await server.close();
      return null;
  }
}

/** Opens the database of a folder. A new one is made beside it and moved there whole, so that what is there always is one. */
async function openFolder(folder: string, load: { loadDataDir?: Blob }): Promise<PGlite> {
  const isThere = hasDatabase(folder);
  if (!isThere && isReopened) throw new DataProblem(`${folder} is gone`);
  try {
    if (!isThere) {
      const made = await PGlite.create({ dataDir: unfinishedFolder(folder), ...load });
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

async function copyFolder(db: PGlite, to: string): Promise<Date> {
  if (dataDir === null) throw new Error('a database in memory has no folder to copy');
  const at = new Date();
  await db.exec('CHECKPOINT');
  await cp(dataDir, to, { recursive: true, errorOnExist: true, force: false });
  return at;
}
