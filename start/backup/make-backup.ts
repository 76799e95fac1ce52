import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '@echochat/core/platform/config.ts';
import { filesFolder } from '@echochat/core/platform/data-dir.ts';
import { openStorage } from '@echochat/core/platform/storage/open-storage.ts';
import type { Storage } from '@echochat/core/platform/storage/storage.ts';
import { type ArchiveWriter, writeArchive } from './archive.ts';
import { dumpDatabase } from './dump-database.ts';
import type { Manifest } from './manifest.ts';
import { openSource, type Source } from './source.ts';

export interface BackupOptions {
  config: Config;
  version: string;
  /** Where the archive goes; nothing may be there. */
  path: string;
  /** False leaves the files where they are: an upgrade does not touch them. */
  withFiles?: boolean;
  /** The database, where it is open already. */
  source?: Source;
  say: (line: string) => void;
}

/**
 * Writes one archive with the database as of one moment, the files of rooms and the kept secret, while everything runs.
 * What was answered before that moment is in it. Returns what it says of itself.
 */
export async function makeBackup(options: BackupOptions): Promise<Manifest> {
  const { config, version, path, withFiles = true, say } = options;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const storage = openStorage(
    config.s3 === null ? { kind: 'folder', path: filesFolder(config.dataDir) } : { kind: 's3', ...config.s3 },
  );
  const archive = writeArchive(path, Math.floor(Date.now() / 1_000));
  let source: Source | null = null;
  try {
    const files = filesOf(config, storage, archive, withFiles, say);
    const hasSecret = await addSecret(config, archive);
    // First, so that the database is read as late as may be; what comes meanwhile is added after it.
    await files.addNew();
    source = options.source ?? (await openSource(config));
    say('Reading the database …');
    const dumped = await dumpDatabase(source.url, archive, say);
    await files.addNew();
    const manifest = {
      format: 1,
      product: 'echochat',
      version,
      ...dumped,
      snapshotAt: source.at ?? dumped.snapshotAt,
      files: files.summary(),
      hasSecret,
    } as const;
    await archive.finish(manifest);
    return { ...manifest, checksums: {} };
  } catch (error) {
    await archive.abandon();
    throw error;
  } finally {
    if (source && source !== options.source) await source.close();
    storage.close();
  }
}

async function addSecret({ authSecret, dataDir }: Config, archive: ArchiveWriter): Promise<boolean> {
  const file = join(dataDir, 'auth-secret');
  if (authSecret !== null || !existsSync(file)) return false;
  const secret = readFileSync(file);
  await archive.add('auth-secret', secret.length, [secret]);
  return true;
}

/** The files of rooms: their bytes from a folder, a list of them from a bucket. */
function filesOf(
  { s3 }: Config,
  storage: Storage,
  archive: ArchiveWriter,
  withFiles: boolean,
  say: (line: string) => void,
) {
  const added = new Set<string>();
  const listed: string[] = [];
  let bytes = 0;
  return {
    /** Adds those that were not there before. One that is taken away meanwhile is left out. */
    async addNew(): Promise<void> {
      if (!withFiles) return;
      if (s3 !== null && added.size > 0) return;
      for await (const { key, bytes: size } of storage.list()) {
        if (added.has(key)) continue;
        added.add(key);
        if (s3 !== null) {
          listed.push(`${size}\t${key}\n`);
          continue;
        }
        const opened = await storage.open(key);
        if (opened === null) continue;
        await archive.add(`files/${key}`, opened.bytes, opened.body);
        bytes += opened.bytes;
        if (added.size % 500 === 0) say(`  ${added.size} files, ${Math.round(bytes / 2 ** 20)} MB so far`);
      }
      const list = Buffer.from(listed.join(''));
      if (s3 !== null) await archive.add('bucket-objects.tsv', list.length, [list]);
    },
    summary(): Manifest['files'] {
      if (!withFiles) return { kind: 'absent' };
      if (s3 !== null) return { kind: 'bucket', bucket: s3.bucket, count: added.size };
      return { kind: 'folder', count: added.size, bytes };
    },
  };
}
