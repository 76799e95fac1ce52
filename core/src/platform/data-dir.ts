import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ConfigError } from './config.ts';

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
  try {
    writeFileSync(file, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (reason(error) !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
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
