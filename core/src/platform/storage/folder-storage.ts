import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { refuseStrangeKey } from './key.ts';
import type { Storage } from './storage.ts';
import { take } from './take.ts';

/** Files in a folder: each is whole under its name or not there at all. */
export function folderStorage(folder: string): Storage {
  /** In folders by the first letters, since a folder of a hundred thousand files is slow to look into. */
  const placeOf = (key: string): string => {
    refuseStrangeKey(key);
    return join(folder, key.slice(0, 2), key);
  };
  const partOf = (place: string): string => `${place}.part`;

  return {
    async put(key, body, { bytes }) {
      const place = placeOf(key);
      const part = partOf(place);
      const { checked, whole } = take(body, bytes);
      try {
        await mkdir(join(folder, key.slice(0, 2)), { recursive: true, mode: 0o700 });
        await pipeline(checked, createWriteStream(part, { mode: 0o600, flush: true }));
        await whole;
        await rename(part, place);
      } catch (error) {
        checked.destroy();
        await rm(part, { force: true });
        throw error;
      }
    },
    async open(key) {
      const file = await open(placeOf(key)).catch(absent);
      if (file === null) return null;
      const { size } = await file.stat();
      return { body: file.createReadStream(), bytes: size };
    },
    async sizeOf(key) {
      return (await stat(placeOf(key)).catch(absent))?.size ?? null;
    },
    async remove(key) {
      const place = placeOf(key);
      await rm(partOf(place), { force: true });
      await rm(place, { force: true });
    },
    async *list() {
      for (const below of (await readdir(folder, { withFileTypes: true }).catch(absent)) ?? []) {
        if (!below.isDirectory()) continue;
        for (const key of await readdir(join(folder, below.name))) {
          const found = key.endsWith('.part') ? null : await stat(join(folder, below.name, key)).catch(absent);
          if (found) yield { key, bytes: found.size };
        }
      }
    },
    close() {},
  };
}

/** Null for what is not there; anything else that went wrong is thrown on. */
function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
