import { ConfigError } from '@echochat/core/platform/config.ts';
import { inTransaction } from '@echochat/prisma/seed/sql-client.ts';
import pg from 'pg';
import { readArchive } from './archive.ts';
import { fromCopyText, type TextRow } from './copy-text.ts';
import type { Manifest } from './manifest.ts';
import { plainText, readTables, type Table } from './tables.ts';

/** Puts every row of an archive into a database that has its schema and no data: all of them, or none. */
export async function loadDatabase(
  url: string,
  path: string,
  manifest: Manifest,
  say: (line: string) => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 20_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    await inTransaction(client, async () => {
      await client.query(plainText);
      const tables = new Map((await readTables(client)).map((table) => [table.name, table]));
      refuseUnknown(manifest, tables);
      const keys = await dropForeignKeys(client);
      // Migrations themselves write some rows.
      await client.query(`TRUNCATE ${[...tables.keys()].join(', ')}`);
      await loadTables(client, path, manifest, tables, say);
      for (const { table, name, definition } of keys)
        await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
      for (const { name, value, isCalled } of manifest.sequences)
        await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [name, value, isCalled]);
      await countRows(client, manifest);
      await client.query('DROP TABLE IF EXISTS _restore_unfinished');
    });
  } finally {
    await client.end();
  }
}

function refuseUnknown({ tables, version }: Manifest, known: ReadonlyMap<string, Table>): void {
  for (const { name, columns } of tables) {
    const there = new Set(known.get(name)?.columns.map((column) => column.name));
    const missing = columns.find((column) => !there.has(column));
    if (missing !== undefined)
      throw new ConfigError(
        `The backup has ${name}.${missing}, which this version does not know. Restore it with EchoChat ${version}, then upgrade.`,
      );
  }
}

/** Rows come table by table, so what they point to may come later: the keys are added again, and checked, at the end. */
async function dropForeignKeys(client: pg.Client) {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `SELECT conrelid::regclass::text AS table, quote_ident(conname) AS name, pg_get_constraintdef(c.oid) AS definition
     FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
     WHERE contype = 'f' AND n.nspname IN ('public', 'graphile_worker')`,
  );
  for (const { table, name } of rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  return rows;
}

async function loadTables(
  client: pg.Client,
  path: string,
  manifest: Manifest,
  known: ReadonlyMap<string, Table>,
  say: (line: string) => void,
): Promise<void> {
  const byFolder = new Map(manifest.tables.map((table) => [table.name.replaceAll('"', ''), table]));
  const total = manifest.tables.reduce((sum, { rows }) => sum + rows, 0);
  let loaded = 0;
  let told = 0;
  for await (const { name, body } of readArchive(path)) {
    const table = byFolder.get(/^database\/(.+)\/\d+\.copy$/.exec(name)?.[1] ?? '');
    const there = table && known.get(table.name);
    if (!table || !there) continue;
    const pieces: Buffer[] = [];
    for await (const piece of body) pieces.push(piece);
    const rows = fromCopyText(Buffer.concat(pieces).toString('utf8'));
    await insertRows(client, there, table.columns, rows);
    loaded += rows.length;
    if (loaded - told >= 65_536) {
      told = loaded;
      say(`  ${loaded} of ${total} rows`);
    }
  }
}

async function insertRows(
  client: pg.Client,
  table: Table,
  columns: readonly string[],
  rows: readonly TextRow[],
): Promise<void> {
  const types = new Map(table.columns.map(({ name, type }) => [name, type]));
  const names = columns.map((_name, index) => `c${index}`);
  await client.query(
    `INSERT INTO ${table.name} (${columns.join(', ')}) OVERRIDING SYSTEM VALUE
     SELECT ${columns.map((column, index) => `c${index}::${types.get(column)}`).join(', ')}
     FROM unnest(${columns.map((_name, index) => `$${index + 1}::text[]`).join(', ')}) AS x(${names.join(', ')})`,
    columns.map((_name, index) => rows.map((row) => row[index] ?? null)),
  );
}

async function countRows(client: pg.Client, { tables }: Manifest): Promise<void> {
  for (const { name, rows } of tables) {
    const answer = await client.query<{ n: string }>(`SELECT count(*)::text AS n FROM ${name}`);
    if (answer.rows[0]?.n !== String(rows))
      throw new ConfigError(
        `${name} should have ${rows} rows after the restore, but has ${answer.rows[0]?.n}. Nothing was changed.`,
      );
  }
}
