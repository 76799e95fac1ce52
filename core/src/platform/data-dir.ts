import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ConfigError, isLongEnough, secretLength } from './config.ts';

export interface DataDir {
  path: string;
  /** Where embedded PostgreSQL keeps its files. */
  database: string;
  release(): void;
}

/**
 * Takes the data folder for this process alone. The lock is SQLite's: the system itself gives it back when a process
 * dies, however it dies, which neither a file with a process id in it nor a socket file does everywhere.
 */
export function openDataDir(path: string): DataDir {
  makeWritable(path);
  const lock = new DatabaseSync(join(path, 'lock'), { timeout: 0 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
  } catch {
    lock.close();
    throw new ConfigError(`DATA_DIR should be free, but ${path} is in use by another EchoChat process.`);
  }
  return { path, database: join(path, 'postgres'), release: () => lock.close() };
}

/** Where files are kept that no bucket is configured for; several processes of one machine may share it. */
export const filesFolder = (path: string): string => join(path, 'files');

/** The secret that signs tokens where none was configured: made once, kept in the data folder for its owner alone. */
export function keptSecret(path: string): string {
  makeWritable(path);
  const file = join(path, 'auth-secret');
  if (!existsSync(file)) {
    // Under its name it is whole or not there, whenever the process ends.
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, randomBytes(48).toString('base64url'), { mode: 0o600, flush: true });
    try {
      linkSync(draft, file);
    } catch (error) {
      // Some file systems know no links.
      if (reason(error) !== 'EEXIST') renameSync(draft, file);
    } finally {
      rmSync(draft, { force: true });
    }
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (!isLongEnough(secret))
    throw new ConfigError(
      `${file} ${secretLength}, but has ${secret.length}. Put back the one that it had; or delete the file for a new one, which signs everybody out.`,
    );
  return secret;
}

function makeWritable(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    writeFileSync(join(path, '.writable'), '');
  } catch (error) {
    throw new ConfigError(`DATA_DIR should be a folder that can be written, but ${path} is not (${reason(error)}).`);
  }
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
