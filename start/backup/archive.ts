import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { finished, pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { ConfigError } from '@echochat/core/platform/config.ts';
import { type Manifest, manifestSchema } from './manifest.ts';
import { readTar, type TarEntry, tarEnd, tarHeader, tarPadding } from './tar.ts';

const manifestName = 'manifest.json';

export interface ArchiveWriter {
  /** Adds a file of exactly so many bytes. */
  add(name: string, bytes: number, body: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<void>;
  /** Ends it with the manifest, to which the checksums of all files are added, and moves it to its name. */
  finish(manifest: Omit<Manifest, 'checksums'>): Promise<void>;
  /** Takes away what was written. */
  abandon(): Promise<void>;
}

/** Begins an archive, for its owner alone. It has its name only once it is whole. */
export function writeArchive(path: string, seconds: number): ArchiveWriter {
  if (existsSync(path)) throw new ConfigError(`${path} is there already; name another file for the backup.`);
  const part = `${path}.part`;
  rmSync(part, { force: true });
  const gzip = createGzip({ level: 6 });
  const written = pipeline(gzip, createWriteStream(part, { mode: 0o600, flush: true }));
  // Awaited at the end; a disk that fills up on the way ends the next write.
  written.catch(() => {});
  const checksums: Record<string, string> = {};

  const write = async (piece: Buffer) => {
    if (piece.length === 0) return;
    if (gzip.destroyed) await written;
    if (!gzip.write(piece)) await Promise.race([once(gzip, 'drain'), written]);
  };
  const add: ArchiveWriter['add'] = async (name, bytes, body) => {
    const hash = createHash('sha256');
    await write(tarHeader(name, bytes, seconds));
    let count = 0;
    for await (const piece of body) {
      count += piece.length;
      hash.update(piece);
      await write(piece);
    }
    if (count !== bytes) throw new Error(`${name} changed its size while it was read`);
    await write(tarPadding(bytes));
    checksums[name] = hash.digest('hex');
  };
  return {
    add,
    async finish(manifest) {
      const text = Buffer.from(JSON.stringify({ ...manifest, checksums: { ...checksums } }, null, 1));
      await add(manifestName, text.length, [text]);
      await write(tarEnd);
      gzip.end();
      await written;
      renameSync(part, path);
    },
    async abandon() {
      gzip.destroy();
      await finished(gzip).catch(() => {});
      rmSync(part, { force: true });
    },
  };
}

/** The files of an archive; throws where it cannot be read as one. */
export async function* readArchive(path: string): AsyncGenerator<TarEntry> {
  const unzipped = createGunzip();
  // Its failure ends the reading of what it is piped into.
  pipeline(createReadStream(path), unzipped).catch(() => {});
  yield* readTar(unzipped);
}

/** Reads an archive once through: every checksum, and that nothing is missing. Returns what it says of itself. */
export async function checkArchive(path: string): Promise<Manifest> {
  if (!existsSync(path)) throw new ConfigError(`There is no file ${path}. Name the backup: npm run restore -- <file>.`);
  const found: Record<string, string> = {};
  let text = '';
  try {
    for await (const { name, body } of readArchive(path)) {
      const hash = createHash('sha256');
      for await (const piece of body) {
        hash.update(piece);
        if (name === manifestName) text += piece.toString('utf8');
      }
      if (name !== manifestName) found[name] = hash.digest('hex');
    }
  } catch (error) {
    throw unusable(path, error instanceof Error ? error.message : String(error));
  }
  const manifest = manifestSchema.safeParse(parsed(text));
  if (!manifest.success) throw unusable(path, 'it is no backup of EchoChat');
  const { checksums } = manifest.data;
  const wrong = [...new Set([...Object.keys(checksums), ...Object.keys(found)])].find(
    (name) => checksums[name] !== found[name],
  );
  if (wrong !== undefined) throw unusable(path, `${wrong} in it is damaged`);
  return manifest.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const unusable = (path: string, why: string) =>
  new ConfigError(`${path} cannot be restored: ${why}. Nothing was changed; take another backup.`);
