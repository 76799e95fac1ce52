import { createHash, randomUUID } from 'node:crypto';
import { cpSync, type Dirent, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { openEmbeddedDatabase } from '@echochat/prisma/embedded.ts';
import { applyMigrations } from '@echochat/prisma/migrate.ts';
import { migrations } from '@echochat/prisma/migration-files.ts';
import { readRecords } from '@echochat/prisma/migration-records.ts';
import pg from 'pg';
import { shapeOf } from '../../prisma/database-shape.ts';
import { type Columns, columnsOf, fillEveryTable, query, type Rows, rowsOf } from './database-rows.ts';
import { type Environment, holdStill } from './process.ts';

// Where a start begins that is cut off: an empty place, or a database of an earlier version with rows in every table.

/** How many migrations a database has that is to be upgraded. */
export const olderCount = 3;

/** A place for one start and the one after it. */
export interface Place {
  environment: Environment;
  /** Tells one state of it from another, as far as a start could. */
  left(): Promise<string>;
  /** What is in its database while nothing runs; all columns unless some are named. */
  rows(columns?: Columns): Promise<Rows>;
  clear(): Promise<void>;
}

/** A place on a server. */
export interface DatabasePlace extends Place {
  /** How many migrations its database has. */
  migrationCount(): Promise<number>;
}

export interface Ground<P extends Place = Place> {
  name: string;
  make(): Promise<P>;
  /** Copies of one start's place at so many moments of it, evenly over `ms` milliseconds, where it is a folder. */
  copiesAt?(ms: number, times: number): Promise<Place[]>;
  /** What an upgrade finds; null for a first start. */
  older: { columns: Columns; rows: Rows } | null;
}

/** An empty folder. */
export function emptyFolder(folder: string): Ground {
  const make = async () => inFolder(join(folder, randomUUID()));
  return {
    name: 'first start, embedded',
    older: null,
    make,
    copiesAt: (ms, times) => copiesOf(folder, make, ms, times),
  };
}

/** A folder with a database of an earlier version. */
export async function olderFolder(folder: string): Promise<Ground> {
  const source = join(folder, 'older');
  mkdirSync(source);
  const database = await openEmbeddedDatabase({ dataDir: join(source, 'postgres') });
  const older = await makeOlder(database.url);
  await database.close();
  const make = async () => {
    const path = join(folder, randomUUID());
    cpSync(source, path, { recursive: true });
    return inFolder(path);
  };
  return { name: 'upgrade, embedded', older, make, copiesAt: (ms, times) => copiesOf(folder, make, ms, times) };
}

async function copiesOf(folder: string, make: Ground['make'], ms: number, times: number): Promise<Place[]> {
  const place = await make();
  const copies: Place[] = [];
  await holdStill(place.environment, ms, times, () => {
    const path = join(folder, randomUUID());
    const from = place.environment['DATA_DIR'] ?? '';
    if (existsSync(from)) cpSync(from, path, { recursive: true });
    copies.push(inFolder(path));
  });
  await place.clear();
  return copies;
}

function inFolder(path: string): Place {
  return {
    environment: { DATA_DIR: path },
    left: async () => stateOfFolder(path),
    async rows(columns) {
      const database = await openEmbeddedDatabase({ dataDir: join(path, 'postgres') });
      try {
        return await rowsOf(database.url, columns ?? (await columnsOf(database.url)));
      } finally {
        await database.close();
      }
    },
    clear: async () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A new database on a server. */
export const emptyDatabase = (folder: string, server: string): Ground<DatabasePlace> => ({
  name: 'first start, PostgreSQL',
  older: null,
  make: () => onServer(folder, server, ''),
});

/** A database of an earlier version on a server; each start gets a copy of it. */
export async function olderDatabase(
  folder: string,
  server: string,
): Promise<Ground<DatabasePlace> & { drop(): Promise<void> }> {
  const name = `echochat_older_${randomUUID().replaceAll('-', '')}`;
  await query(server, `CREATE DATABASE ${name}`);
  const older = await makeOlder(Object.assign(new URL(server), { pathname: `/${name}` }).href);
  return {
    name: 'upgrade, PostgreSQL',
    older,
    make: () => onServer(folder, server, `TEMPLATE ${name}`),
    drop: async () => void (await query(server, `DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

async function onServer(folder: string, server: string, madeFrom: string): Promise<DatabasePlace> {
  const name = `echochat_start_${randomUUID().replaceAll('-', '')}`;
  await query(server, `CREATE DATABASE ${name} ${madeFrom}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const path = join(folder, name);
  const watcher = new pg.Client({ connectionString: url });
  watcher.on('error', () => {});
  await watcher.connect();
  return {
    environment: { DATA_DIR: path, DATABASE_URL: url },
    migrationCount: async () => (await readRecords(watcher)).applied.length,
    left: async () => stateOfDatabase(url),
    rows: async (columns) => rowsOf(url, columns ?? (await columnsOf(url))),
    async clear() {
      await watcher.end();
      await query(server, `DROP DATABASE ${name} WITH (FORCE)`);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Makes a database of an earlier version with rows in every table. */
async function makeOlder(url: string): Promise<Ground['older']> {
  await applyMigrations(url, { known: migrations().slice(0, olderCount) });
  await fillEveryTable(url);
  const columns = await columnsOf(url);
  return { columns, rows: await rowsOf(url, columns) };
}

/** Every file's name and bytes; of a database that was not in its place yet, which any start takes away, that it is there. */
function stateOfFolder(path: string): string {
  if (!existsSync(path)) return 'nothing';
  const hash = createHash('sha256');
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true }).toSorted(byPath)) {
    const file = join(entry.parentPath, entry.name);
    if (dirname(file).includes('.unfinished')) continue;
    hash.update(relative(path, file));
    if (entry.isFile()) hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

const byPath = (a: Dirent, b: Dirent): number => (join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1);

/** Its schema, and how many rows each table has. */
async function stateOfDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const shape = await shapeOf(client);
  await client.end();
  const rows = [...(await rowsOf(url, await columnsOf(url)))].map(([table, rows]) => `${table} ${rows.length}`);
  return createHash('sha256')
    .update([...shape, ...rows].join('\n'))
    .digest('hex');
}
