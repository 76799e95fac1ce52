import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Config, ConfigError } from '@echochat/core/platform/config.ts';
import { filesFolder, openDataDir } from '@echochat/core/platform/data-dir.ts';
import { databaseProblem } from '@echochat/core/platform/db/database.ts';
import { migrateJobs } from '@echochat/core/platform/jobs/worker.ts';
import { openLog } from '@echochat/core/platform/log.ts';
import { openStorage } from '@echochat/core/platform/storage/open-storage.ts';
import { openEmbeddedDatabase } from '@echochat/prisma/embedded.ts';
import { hasDatabase } from '@echochat/prisma/embedded-folder.ts';
import { applyMigrations } from '@echochat/prisma/migrate.ts';
import { migrations } from '@echochat/prisma/migration-files.ts';
import pg from 'pg';
import { checkArchive, readArchive } from './archive.ts';
import { loadDatabase } from './load-database.ts';
import type { Manifest } from './manifest.ts';

/**
 * Puts a backup into an empty place: a data folder without a database, or an empty database of a server. The database
 * appears as a whole at the end, and is upgraded to this version.
 */
export async function restoreBackup(config: Config, path: string, say: (line: string) => void): Promise<Manifest> {
  say('Checking the archive …');
  const manifest = await checkArchive(path);
  refuseNewer(manifest);
  if (config.databaseUrl !== null) await intoServer(config, config.databaseUrl, path, manifest, say);
  else await intoFolder(config, path, manifest, say);
  return manifest;
}

function refuseNewer({ migrations: given, version }: Manifest): void {
  const known = migrations().map(({ name }) => name);
  if (given.every((name) => known.includes(name))) return;
  throw new ConfigError(
    `The backup is newer than this EchoChat: its newest migration is ${given.at(-1)}, that of this version ${known.at(-1)}. ` +
      `Restore it with EchoChat ${version} or newer.`,
  );
}

async function intoServer(
  config: Config,
  url: string,
  path: string,
  manifest: Manifest,
  say: (line: string) => void,
): Promise<void> {
  const problem = await databaseProblem(url);
  if (problem) throw new ConfigError(`DATABASE_URL should name a PostgreSQL that answers, but it ${problem}.`);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p', 'v') AND n.nspname IN ('public', 'graphile_worker') ORDER BY 1`,
    );
    const isUnfinished = rows.some(({ name }) => name === '_restore_unfinished');
    if (rows.length > 0 && !isUnfinished)
      throw new ConfigError(
        `DATABASE_URL should name an empty database for a restore, but this one has ${rows.length} tables. Make a new one (CREATE DATABASE) and name that.`,
      );
    await client.query('CREATE TABLE IF NOT EXISTS _restore_unfinished ()');
  } finally {
    await client.end();
  }
  await restoreFiles(config, path, manifest, say);
  restoreSecret(config, await secretOf(path), say);
  await fill(url, path, manifest, say);
}

async function intoFolder(
  config: Config,
  path: string,
  manifest: Manifest,
  say: (line: string) => void,
): Promise<void> {
  const dir = openDataDir(config.dataDir);
  try {
    if (hasDatabase(dir.database))
      throw new ConfigError(
        `DATA_DIR should hold no database for a restore, but ${dir.database} does. Name an empty folder (DATA_DIR=<folder> npm run restore -- <file>), or move that one away.`,
      );
    const building = join(config.dataDir, 'restoring');
    rmSync(building, { recursive: true, force: true });
    mkdirSync(building, { mode: 0o700 });
    const database = await openEmbeddedDatabase({ dataDir: join(building, 'postgres') });
    try {
      await fill(database.url, path, manifest, say);
    } finally {
      await database.close();
    }
    await restoreFiles(config, path, manifest, say);
    restoreSecret(config, await secretOf(path), say);
    if (existsSync(dir.database)) rmdirSync(dir.database);
    renameSync(join(building, 'postgres'), dir.database);
    rmSync(building, { recursive: true, force: true });
  } finally {
    dir.release();
  }
}

async function fill(url: string, path: string, manifest: Manifest, say: (line: string) => void): Promise<void> {
  const known = migrations();
  say('Making the tables …');
  await applyMigrations(url, { known: known.filter(({ name }) => manifest.migrations.includes(name)) });
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  // What breaks here fails the call that uses it too.
  pool.on('error', () => {});
  pool.on('connect', (one) => one.on('error', () => {}));
  await migrateJobs({ pool }, openLog('silent'));
  await pool.end();
  say('Loading the rows …');
  await loadDatabase(url, path, manifest, say);
  const newer = await applyMigrations(url);
  if (newer.length > 0) say(`Upgraded by ${newer.length} migrations, to ${newer.at(-1)}.`);
}

async function restoreFiles(
  config: Config,
  path: string,
  manifest: Manifest,
  say: (line: string) => void,
): Promise<void> {
  if (manifest.files.kind === 'bucket')
    say(
      `Files are in the bucket ${manifest.files.bucket}, which is restored by its own means; bucket-objects.tsv in the archive lists them.`,
    );
  if (manifest.files.kind !== 'folder' || manifest.files.count === 0) return;
  const storage = openStorage(
    config.s3 === null ? { kind: 'folder', path: filesFolder(config.dataDir) } : { kind: 's3', ...config.s3 },
  );
  let count = 0;
  try {
    for await (const { name, bytes, body } of readArchive(path)) {
      const key = /^files\/([a-z0-9]+)$/.exec(name)?.[1];
      if (key === undefined) continue;
      count += 1;
      // Of a restore that was cut off, or never moved away.
      if ((await storage.sizeOf(key)) === bytes) continue;
      await storage.put(key, Readable.from(body), { bytes, mediaType: 'application/octet-stream' });
      if (count % 500 === 0) say(`  ${count} of ${manifest.files.count} files`);
    }
  } finally {
    storage.close();
  }
}

async function secretOf(path: string): Promise<Buffer | null> {
  for await (const { name, body } of readArchive(path)) {
    if (name !== 'auth-secret') continue;
    const pieces: Buffer[] = [];
    for await (const piece of body) pieces.push(piece);
    return Buffer.concat(pieces);
  }
  return null;
}

function restoreSecret({ authSecret, dataDir }: Config, secret: Buffer | null, say: (line: string) => void): void {
  const file = join(dataDir, 'auth-secret');
  if (secret === null) {
    if (authSecret === null)
      say('The archive has no secret: set AUTH_SECRET to the one that was used, else everybody has to sign in again.');
    return;
  }
  if (authSecret !== null) {
    say(
      'AUTH_SECRET is set, so the secret in the archive is not used; where they differ, everybody has to sign in again.',
    );
    return;
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const part = `${file}.part`;
  rmSync(part, { force: true });
  writeFileSync(part, secret, { mode: 0o600, flush: true });
  if (existsSync(file)) renameSync(file, `${file}.before-restore`);
  renameSync(part, file);
}
