import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError } from '@echochat/core/platform/config.ts';
import { openDataDir } from '@echochat/core/platform/data-dir.ts';
import { databaseProblem } from '@echochat/core/platform/db/database.ts';
import { openEmbeddedDatabase } from '@echochat/prisma/embedded.ts';
import { writingReason } from '@echochat/prisma/folder-problem.ts';
import { askForCopy } from '../control.ts';

/** A database to be dumped. */
export interface Source {
  url: string;
  /** As of when, where that is known before it is read. */
  at: string | null;
  close(): Promise<void>;
}

/**
 * The database of the configuration: the server, the embedded one of this folder, or, where a process runs on the folder,
 * a copy that this process makes within a moment.
 */
export async function openSource({ databaseUrl, dataDir }: Config): Promise<Source> {
  if (databaseUrl !== null) {
    const problem = await databaseProblem(databaseUrl);
    if (problem) throw new ConfigError(`DATABASE_URL should name a PostgreSQL that answers, but it ${problem}.`);
    return { url: databaseUrl, at: null, close: async () => {} };
  }
  if (!existsSync(join(dataDir, 'postgres')))
    throw new ConfigError(`DATA_DIR should hold a database to back up, but there is none in ${dataDir}.`);
  const dir = lockIfFree(dataDir);
  if (dir) {
    const database = await openEmbeddedDatabase({ dataDir: dir.database });
    const close = async () => {
      await database.close();
      dir.release();
    };
    return { url: database.url, at: null, close };
  }
  const { path, at } = await askForCopy(dataDir).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why = writingReason(join(dataDir, 'backups'), code);
    throw new ConfigError(
      why
        ? `DATA_DIR should have room for a copy of the database, but ${why}.`
        : `DATA_DIR should be free or of an EchoChat that is up, but the one on ${dataDir} does not answer. Wait until it has started and try again.`,
    );
  });
  const copy = await openEmbeddedDatabase({ dataDir: join(path, 'postgres') });
  const close = async () => {
    await copy.close();
    rmSync(path, { recursive: true, force: true });
  };
  return { url: copy.url, at, close };
}

function lockIfFree(dataDir: string) {
  try {
    return openDataDir(dataDir);
  } catch (error) {
    if (error instanceof ConfigError && error.message.includes('in use by another')) return null;
    throw error;
  }
}
