import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { EchoError } from '../errors.ts';
import { exactly } from './exactly.ts';
import type { Storage } from './storage.ts';

/** Keys are ours, and never a way to another folder. */
const sound = /^[0-9a-f]{32}$/;

/** Files in a folder of this machine: a file is there whole or not at all. */
export function folderStorage(folder: string): Storage {
  const pathOf = (key: string): string => {
    if (!sound.test(key)) throw new EchoError('file_not_found');
    return join(folder, key.slice(0, 2), key);
  };
  return {
    async put(key, body, { bytes }) {
      const path = pathOf(key);
      const part = `${path}.part`;
      await mkdir(dirname(path), { recursive: true });
      try {
        await pipeline(body, exactly(bytes), createWriteStream(part));
        await rename(part, path);
      } catch (error) {
        await rm(part, { force: true });
        throw body.errored && !(error instanceof EchoError) ? new EchoError('file_broken') : error;
      }
    },
    async open(key) {
      const file = await open(pathOf(key)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      return file?.createReadStream() ?? null;
    },
    remove: (key) => rm(pathOf(key), { force: true }),
    close: async () => {},
  };
}

/** Files that are gone with the process: for tests, and for what needs none. */
export function passingStorage(folder: string): Storage {
  return { ...folderStorage(folder), close: () => rm(folder, { recursive: true, force: true }) };
}
