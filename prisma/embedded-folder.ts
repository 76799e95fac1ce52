import { existsSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freeMegabytes, unusableReason } from './folder-problem.ts';
import { DataProblem } from './problem.ts';

// The folder of the embedded database. Problems name DATA_DIR, the folder above it, which is what somebody has set.

/** The PostgreSQL that PGlite brings; the files of another one it cannot open. */
export const embeddedMajor = '18';
/** A new database takes some 60 MB, and its write-ahead log 16 MB more at a time. */
const firstStartMegabytes = 128;
const laterStartMegabytes = 24;

export const restoreHint = 'restore a backup (npm run restore -- <file>, docs/operating.md)';

/** Where a new database is made before it is moved to its place as a whole. */
export const unfinishedFolder = (folder: string): string => `${folder}.unfinished`;

/**
 * Whether there is a database in the folder; false where there is nothing, and then what an interrupted start left beside
 * it is cleared away. Throws DataProblem for a folder that cannot be used, or holds anything else: nothing is ever made
 * over what is there.
 */
export function hasDatabase(folder: string): boolean {
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new DataProblem(`DATA_DIR should hold a folder for the database, but ${folder} is a file. Move it away.`);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  if (names.length === 0) {
    refuseTooSmall(folder, firstStartMegabytes);
    rmSync(unfinishedFolder(folder), { recursive: true, force: true });
    return false;
  }
  const missing = ['PG_VERSION', 'global', 'base', 'pg_wal'].find((name) => !names.includes(name));
  if (missing !== undefined)
    throw new DataProblem(
      `DATA_DIR should hold a whole database or none, but ${folder} is not empty and lacks ${missing}; nothing was ` +
        `changed. Put back what is missing, or move that folder away and ${restoreHint}.`,
    );
  const reason = unusableReason(folder);
  if (reason) throw new DataProblem(`DATA_DIR should hold files that can be read and written, but ${reason}.`);
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (version !== embeddedMajor)
    throw new DataProblem(
      `DATA_DIR should hold a database of PostgreSQL ${embeddedMajor}, but ${folder} is of ${JSON.stringify(version.slice(0, 20))}. ` +
        `Start the EchoChat that made it, or move that folder away and ${restoreHint}.`,
    );
  refuseTooSmall(folder, laterStartMegabytes);
  return true;
}

/** Moves a finished database to its place, where nothing is but perhaps an empty folder. */
export function putInPlace(folder: string): void {
  if (existsSync(folder)) rmdirSync(folder);
  renameSync(unfinishedFolder(folder), folder);
}

/** What somebody can do about a database that did not open, or could not be made. */
export function openProblem(folder: string, error: unknown): DataProblem {
  const reason = unusableReason(folder, error);
  if (reason) return new DataProblem(`DATA_DIR should have room for the database and let it write, but ${reason}.`);
  if (!existsSync(folder))
    return new DataProblem(
      `DATA_DIR should be a folder that a database can be made in, but in ${dirname(folder)} it could not (${String(error)}). ` +
        'Start again; where that does not help, name another folder.',
    );
  return new DataProblem(
    `DATA_DIR should hold a whole database, but the one in ${folder} is damaged and does not open. ` +
      `Move that folder away and ${restoreHint}.`,
  );
}

function refuseTooSmall(folder: string, needed: number): void {
  const free = freeMegabytes(dirname(folder));
  if (free !== null && free < needed)
    throw new DataProblem(
      `DATA_DIR should have at least ${needed} MB free, but the disk of ${dirname(folder)} has ${free} MB. Make room and start again.`,
    );
}
