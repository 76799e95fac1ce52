import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { writingReason } from '@echochat/prisma/folder-problem.ts';
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
  let lock: DatabaseSync | null = null;
  try {
    lock = new DatabaseSync(join(path, 'lock'), { timeout: 0 });
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
  } catch (error) {
    lock?.close();
    const isHeld = error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
    throw new ConfigError(
      isHeld
        ? `DATA_DIR should be free, but ${path} is in use by another EchoChat process.`
        : `DATA_DIR should be a folder that can be locked, but ${join(path, 'lock')} cannot be opened (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
  return { path, database: join(path, 'postgres'), release: () => lock?.close() };
}

const sqliteBusy = 5;

/** Where files are kept that no bucket is configured for; several processes of one machine may share it. */
export const filesFolder = (path: string): string => join(path, 'files');

/** The secret that signs tokens where none was configured: made once, kept in the data folder for its owner alone. */
export function keptSecret(path: string): string {
  makeWritable(path);
  const file = join(path, 'auth-secret');
  // Linked to its name only once it is written: a start that is cut off leaves none, and of two the first one's stays.
  const part = `${file}.${process.pid}`;
  try {
    if (!existsSync(file)) {
      writeFileSync(part, randomBytes(48).toString('base64url'), { mode: 0o600, flush: true });
      putOnce(part, file);
    }
  } catch (error) {
    throw unwritable(path, error);
  } finally {
    rmSync(part, { force: true });
  }
  const secret = readSecret(path, file);
  if (!isLongEnough(secret))
    throw new ConfigError(
      `${file} ${secretLength}, but has ${secret.length}. Put back the one that it had; or delete the file for a new one, which signs everybody out.`,
    );
  return secret;
}

function readSecret(path: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw unwritable(path, error);
  }
}

function putOnce(part: string, file: string): void {
  try {
    linkSync(part, file);
  } catch (error) {
    // Some file systems know no links.
    if (codeOf(error) === 'EEXIST' || existsSync(file)) return;
    renameSync(part, file);
  }
}

/** Makes the folder where it is missing, for its owner alone, and sees whether it can be written. */
function makeWritable(path: string): void {
  try {
    makeFolder(resolve(path));
    writeFileSync(join(path, '.writable'), '');
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** Not `recursive`: in folders that the system makes up (/proc), Node's own never comes to an end. */
function makeFolder(path: string): void {
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    return;
  }
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function unwritable(path: string, error: unknown): ConfigError {
  const why = writingReason(path, codeOf(error));
  return new ConfigError(
    why
      ? `DATA_DIR should be a folder that can be written, but ${why} (${codeOf(error)}).`
      : `DATA_DIR should be a folder that can be written, but ${path} is not (${codeOf(error)}).`,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
