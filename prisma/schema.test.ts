import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../test/core.ts';
import { openEmbeddedDatabase } from './embedded.ts';
import { applyMigrations } from './migrate.ts';
import { migrations } from './migration-files.ts';
import { openSchemaEngine } from './schema-engine.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const query = async (sql: string) => (await core.services.database.pool.query(sql)).rows;
const schema = () =>
  readdirSync(here('schema'))
    .sort()
    .map((file) => readFileSync(here(`schema/${file}`), 'utf8'))
    .join('\n');

test('the snapshot beside the migrations is the schema as it is', () => {
  expect(readFileSync(here('migrations/schema.snapshot.prisma'), 'utf8')).toBe(schema());
});

/** Columns, keys and indexes of a database as lines of text. What Prisma cannot say is left out. */
async function shapeOf(database: Pick<pg.Client, 'query'>): Promise<string[]> {
  const { rows } = await database.query<{ line: string }>(
    `SELECT concat_ws(' ', table_name, column_name, udt_name, character_maximum_length, numeric_precision,
         datetime_precision, is_nullable, column_default) AS line
       FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
     UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f')
     UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexdef NOT LIKE '% WHERE %'
     UNION ALL SELECT concat_ws(' ', t.typname, e.enumsortorder, e.enumlabel)
       FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typnamespace = 'public'::regnamespace
     ORDER BY line`,
  );
  return rows.map(({ line }) => line).filter((line) => !line.includes('_prisma_migrations'));
}

test('the migrations make exactly what the schema would', async () => {
  const fresh = await openEmbeddedDatabase();
  const client = new pg.Client({ connectionString: fresh.url });
  await client.connect();
  const engine = await openSchemaEngine(fresh.url, schema());
  const { stdout } = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema() }] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  await client.query(stdout ?? '');
  const wanted = await shapeOf(client);
  expect(wanted.length).toBeGreaterThan(400);
  expect(await shapeOf(core.services.database.pool)).toEqual(wanted);
  engine.free();
  await client.end();
  await fresh.close();
});

test('they are recorded, and applying them again does nothing', async () => {
  expect(await applyMigrations(core.services.database.url)).toEqual([]);
  const recorded = await query('SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL');
  expect(recorded.map((row) => row.migration_name)).toEqual(migrations().map(({ name }) => name));
});

test('every column that names a row elsewhere is the first of an index', async () => {
  const bare = await query(
    `SELECT c.conrelid::regclass || '.' || a.attname AS column FROM pg_constraint c
     JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND NOT EXISTS (
       SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1] AND i.indpred IS NULL)`,
  );
  expect(bare).toEqual([]);
  const [all] = await query(`SELECT count(*)::int AS n FROM pg_constraint WHERE contype = 'f'`);
  expect(all?.n).toBeGreaterThan(50);
});

/** Wall times: what a rule says, beside which its zone stands. */
const wallTimes = ['scheduled_sessions.occurrence', 'session_series.starts_at'];

test('every moment is kept with its zone', async () => {
  const bare = await query(
    `SELECT table_name || '.' || column_name AS column FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = 'timestamp without time zone' ORDER BY 1`,
  );
  expect(bare.map(({ column }) => column)).toEqual(wallTimes);
});
