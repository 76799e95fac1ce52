import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { shapeOf } from './database-shape.ts';
import { openEmbeddedDatabase } from './embedded.ts';
import { applyMigrations } from './migrate.ts';
import { type Migration, migrations, migrationsFolder } from './migration-files.ts';
import { openSchemaEngine } from './schema-engine.ts';

// On the embedded database, or on the server that DATABASE_URL names.

let url: string;
let client: pg.Client;
let close: () => Promise<void>;

beforeAll(async () => {
  const server = inject('server');
  const embedded = server ? null : await openEmbeddedDatabase();
  const name = `echochat_migrate_${randomUUID().replaceAll('-', '')}`;
  if (server) await onServer(server.url, `CREATE DATABASE ${name}`);
  url = embedded?.url ?? Object.assign(new URL(server?.url ?? ''), { pathname: `/${name}` }).href;
  client = new pg.Client({ connectionString: url });
  await client.connect();
  close = async () => {
    await client.end();
    await embedded?.close();
    if (server) await onServer(server.url, `DROP DATABASE ${name} WITH (FORCE)`);
  };
});
afterAll(() => close());
beforeEach(async () => {
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
});

async function onServer(server: string, sql: string): Promise<void> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(sql);
  await admin.end();
}

const named = (name: string): Migration => {
  const found = migrations().find((migration) => migration.name.endsWith(name));
  if (!found) throw new Error(`no migration is called ${name}`);
  return found;
};
const before = (name: string): Migration[] => migrations().filter((migration) => migration.name < named(name).name);
const recorded = async () =>
  (
    await client.query(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AS done, applied_steps_count, logs, rolled_back_at
       FROM _prisma_migrations ORDER BY migration_name`,
    )
  ).rows;

/** What Prisma's own engine does with the same folder; the names that it applied. */
async function applyByPrisma(): Promise<string[]> {
  const engine = await openSchemaEngine(url);
  const { appliedMigrationNames } = await engine.applyMigrations({
    filters: { externalTables: [], externalEnums: [] },
    migrationsList: {
      baseDir: migrationsFolder,
      shadowDbInitScript: '',
      lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
      migrationDirectories: migrations().map(({ name, sql }) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
      })),
    },
  });
  engine.free();
  return appliedMigrationNames;
}

test('what is recorded is what Prisma would have recorded, and it finds nothing to do', async () => {
  await applyByPrisma();
  const byPrisma = await recorded();
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const names = migrations().map(({ name }) => name);
  expect(await applyMigrations(url)).toEqual(names);
  expect((await recorded()).map((row) => ({ ...row, logs: null }))).toEqual(
    byPrisma.map((row) => ({ ...row, logs: null, applied_steps_count: 1 })),
  );
  expect(await applyByPrisma()).toEqual([]);
  expect(await applyMigrations(url)).toEqual([]);
});

test('a migration that fails leaves nothing of itself, and the next start goes on there', async () => {
  const first = { name: '1_first', sql: 'CREATE TABLE first (id int);' };
  const broken = {
    name: '2_second',
    sql: "CREATE TYPE kind AS ENUM ('a'); CREATE TABLE second (id int); SELECT 1 / 0;",
  };
  await expect(applyMigrations(url, { known: [first, broken] })).rejects.toThrow(
    /^The migration 2_second could not be applied and nothing of it stays \(division by zero\)\./,
  );
  expect((await recorded()).map((row) => [row.migration_name, row.done])).toEqual([['1_first', true]]);
  const mended = { name: '2_second', sql: "CREATE TYPE kind AS ENUM ('a'); CREATE TABLE second (kind kind);" };
  expect(await applyMigrations(url, { known: [first, mended] })).toEqual(['2_second']);
});

test('several processes that start at once apply each migration once', async () => {
  const applied = await Promise.all(Array.from({ length: 4 }, () => applyMigrations(url)));
  expect(applied.flat().toSorted()).toEqual(migrations().map(({ name }) => name));
});

test('an upgrade is told of before it begins; a new database, and one that is up to date, are none', async () => {
  const told: string[] = [];
  const beforeUpgrade = async (from: string) => {
    told.push(from);
    expect((await recorded()).length).toBe(3);
  };
  await applyMigrations(url, { known: migrations().slice(0, 3), beforeUpgrade });
  expect(told).toEqual([]);
  await applyMigrations(url, { beforeUpgrade });
  await applyMigrations(url, { beforeUpgrade });
  expect(told).toEqual([migrations()[2]?.name]);
});

test('a database that is newer than the code is refused with both versions, and left alone', async () => {
  await applyMigrations(url);
  const older = migrations().slice(0, -1);
  const refusal = `The database is newer than this EchoChat: its newest migration is ${migrations().at(-1)?.name}, that of this version ${older.at(-1)?.name}.`;
  await expect(applyMigrations(url, { known: older })).rejects.toThrow(refusal);
  expect((await recorded()).length).toBe(migrations().length);
});

describe('a database that an earlier version was cut off in', { timeout: 60_000 }, () => {
  let whole: string[];
  beforeAll(async () => {
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    await applyMigrations(url);
    whole = await shapeOf(client);
  });

  /** Leaves it as those versions did: each statement for itself, recorded as begun. */
  async function cutOff({ name, sql }: Migration, count: number): Promise<void> {
    await applyMigrations(url, { known: before(name) });
    const statements = sql.split(';').filter((statement) => statement.trim().length > 0);
    for (const statement of statements.slice(0, count < 0 ? statements.length + count : count))
      await client.query(statement);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('${randomUUID()}', '', '${name}')`,
    );
  }

  test.each([
    ['_init', 0],
    ['_init', 11],
    ['_sessions', 3],
    ['_deliveries_lease', -1],
    ['_deliveries_lease', 1_000],
  ])('goes on where it was: %s after %i statements', async (name, count) => {
    await cutOff(named(name), count);
    const missing = migrations().filter((migration) => migration.name >= named(name).name);
    expect(await applyMigrations(url)).toEqual(missing.map((migration) => migration.name));
    expect(await shapeOf(client)).toEqual(whole);
    expect((await client.query('SELECT platform FROM send_paces ORDER BY platform')).rows).toHaveLength(2);
    expect((await recorded()).every((row) => row.done)).toBe(true);
  });

  test('and whose record somebody took away, goes on all the same', async () => {
    await cutOff(named('_init'), 11);
    await client.query('DELETE FROM _prisma_migrations');
    expect(await applyMigrations(url)).toHaveLength(migrations().length);
    expect(await shapeOf(client)).toEqual(whole);
  });

  test('and that something else has changed since, is refused in a line that says what to do', async () => {
    await cutOff(named('_init'), 11);
    await client.query('CREATE TABLE of_somebody_else (id int)');
    await expect(applyMigrations(url)).rejects.toThrow(
      /^The database is half-way through the migration .+npm run restore/,
    );
  });
});

test('every migration can run in a transaction', () => {
  // Each of these ends the transaction, or is refused within one.
  const outside =
    /\b(CONCURRENTLY|VACUUM|REINDEX|CLUSTER|BEGIN|START TRANSACTION|COMMIT|ROLLBACK|SAVEPOINT|PREPARE TRANSACTION|CREATE DATABASE|DROP DATABASE|TABLESPACE|ALTER SYSTEM|SUBSCRIPTION)\b/i;
  const code = (sql: string) =>
    sql
      .replace(/--.*$/gm, '')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/'(?:[^']|'')*'/g, "''")
      .replace(/"[^"]*"/g, '""')
      .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, '');
  expect(outside.test(code('CREATE INDEX CONCURRENTLY a ON b (c);'))).toBe(true);
  expect(
    migrations()
      .filter(({ sql }) => outside.test(code(sql)))
      .map(({ name }) => name),
  ).toEqual([]);
});
