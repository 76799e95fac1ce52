import { accessSync, constants, existsSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Free megabytes of the disk that a folder is on, as far as this user may fill it; null where the system does not say. */
export function freeMegabytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return Math.floor((bavail * bsize) / 2 ** 20);
  } catch {
    return null;
  }
}

/** The numbers that WebAssembly's file system gives its errors (WASI's), as far as somebody can mend them. */
const wasiCodes: Readonly<Record<number, string>> = {
  2: 'EACCES',
  19: 'EDQUOT',
  22: 'EFBIG',
  29: 'EIO',
  33: 'EMFILE',
  51: 'ENOSPC',
  63: 'EPERM',
  69: 'EROFS',
};

/** The system's code of an error: Node's, or that of WebAssembly's file system. */
export function systemCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string') return code;
  const number: unknown = Reflect.get(error, 'errno');
  return typeof number === 'number' ? (wasiCodes[number] ?? null) : null;
}

/**
 * Why the files of a database cannot be used, and what to do about it, as the end of a sentence; null where nothing of the
 * kind is seen. `error` is what went wrong, if something did already.
 */
export function unusableReason(folder: string, error?: unknown): string | null {
  const code = systemCode(error) ?? codeOfWriting(dirname(folder)) ?? codeOfFiles(folder);
  return code === null ? null : writingReason(folder, code);
}

/** A system's code in words. */
export function writingReason(path: string, code: string): string | null {
  switch (code) {
    case 'ENOSPC':
      return `the disk of ${path} is full (${freeMegabytes(dirname(path)) ?? 0} MB free). Make room and start again`;
    case 'EDQUOT':
      return `this user’s quota for the disk of ${path} is used up. Make room and start again`;
    case 'EFBIG':
      return `files in ${path} may not grow as large as they have to (ulimit -f). Lift that limit and start again`;
    case 'EROFS':
      return `${path} is on a disk that can only be read. Mount it for writing and start again`;
    case 'EACCES':
    case 'EPERM':
      return `${path} ${ownerOf(path)}. Give it to the user that EchoChat runs as (chown -R) and start again`;
    case 'EMFILE':
      return `this process may not open enough files (ulimit -n). Lift that limit and start again`;
    case 'EIO':
      return `the disk of ${path} fails to read or write. Look after the disk, and restore a backup on a sound one`;
    default:
      return null;
  }
}

function ownerOf(path: string): string {
  const here = existsSync(path) ? path : dirname(path);
  const own = process.getuid?.();
  const owner = existsSync(here) ? statSync(here).uid : null;
  return owner !== null && own !== undefined && owner !== own
    ? `belongs to another user (${owner}, EchoChat runs as ${own})`
    : 'may not be read and written by this user';
}

/** What happens to who writes into a folder; null where it goes well. */
function codeOfWriting(folder: string): string | null {
  const probe = join(folder, '.writable');
  try {
    // As much as a file of the database's log: an empty one finds room on a full disk too.
    writeFileSync(probe, Buffer.alloc(2 ** 24));
    rmSync(probe);
    return null;
  } catch (error) {
    rmSync(probe, { force: true });
    return systemCode(error);
  }
}

function codeOfFiles(folder: string): string | null {
  const paths = ['.', 'PG_VERSION', 'global', 'global/pg_control', 'base', 'pg_wal'].map((name) => join(folder, name));
  for (const path of paths) {
    try {
      if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK);
    } catch (error) {
      return systemCode(error);
    }
  }
  return null;
}
