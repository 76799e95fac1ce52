// Rows of every table, made from the database's own catalogue: a table that is new is filled like all others.

import type { Core } from '@echochat/core/core.ts';
import type pg from 'pg';

interface Column {
  table: string;
  name: string;
  type: string;
  isNeeded: boolean;
  maxLength: number | null;
  /** The table that it names a row of. */
  names: string | null;
  label: string | null;
}

const catalogue = `SELECT c.table_name AS "table", c.column_name AS name, c.udt_name AS type,
    c.is_nullable = 'NO' AND c.column_default IS NULL AS "isNeeded", c.character_maximum_length AS "maxLength",
    (SELECT f.confrelid::regclass::text FROM pg_constraint f JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
      WHERE f.contype = 'f' AND f.conrelid = c.table_name::regclass AND a.attname = c.column_name LIMIT 1) AS names,
    (SELECT e.enumlabel FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = c.udt_name
      ORDER BY e.enumsortorder LIMIT 1) AS label
  FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' ORDER BY 1, c.ordinal_position`;

/** Every column that names a row of `users`. */
export async function userColumns(core: Core): Promise<[table: string, column: string][]> {
  const { rows } = await core.services.database.pool.query<{ table: string; column: string }>(
    `SELECT conrelid::regclass::text AS table, attname AS column FROM pg_constraint
     JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
     WHERE contype = 'f' AND confrelid = 'users'::regclass ORDER BY 1, 2`,
  );
  return rows.map(({ table, column }) => [table, column]);
}

/** Their rows are not made of anything. */
const shared = new Set(['learning_matches', 'learning_partnerships', 'subscription_plans']);

/** Makes rows by the catalogue; `values` are what a row must have, all else is made up as far as it is needed. */
export async function openFiller(pool: Pick<pg.Pool, 'query'>) {
  const { rows: columns } = await pool.query<Column>(catalogue);
  let made = 0;

  function madeUp({ type, label, maxLength, name }: Column): unknown {
    made += 1;
    if (label !== null) return label;
    if (name === 'duration') return 60;
    if (/^(int|float|numeric)/.test(type)) return 5;
    if (type === 'bool') return false;
    if (type === 'date' || type.startsWith('timestamp')) return '2027-03-01';
    if (type === 'time') return '09:00';
    if (type === 'jsonb') return '{}';
    if (type === 'bytea') return Buffer.from('x');
    if (type === 'uuid') return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
    if (type.startsWith('_')) return '{}';
    return /timezone/.test(name) ? 'UTC' : `x${made}`.slice(-(maxLength ?? 20));
  }

  /** Returns the whole row. */
  async function fill(
    table: string,
    values: Record<string, unknown>,
    userId: number,
  ): Promise<Record<string, unknown>> {
    const row: Record<string, unknown> = { ...values };
    for (const column of columns.filter((one) => one.table === table)) {
      if (!column.isNeeded || column.name in row) continue;
      if (column.names === 'users') row[column.name] = userId;
      else if (column.names !== null) row[column.name] = (await parent(column.names, userId))['id'];
      else row[column.name] = madeUp(column);
    }
    const names = Object.keys(row);
    const given = names.map((_, at) => `$${at + 1}`).join(', ');
    const { rows } = await pool.query(
      `INSERT INTO ${table} ${names.length === 0 ? 'DEFAULT VALUES' : `(${names.join(', ')}) VALUES (${given})`} RETURNING *`,
      Object.values(row),
    );
    return rows[0];
  }

  /** A row of its own, so that it may be named once; of pairs and of what the house brings one that is there. */
  async function parent(table: string, userId: number): Promise<Record<string, unknown>> {
    const { rows } = shared.has(table) ? await pool.query(`SELECT * FROM ${table} ORDER BY id LIMIT 1`) : { rows: [] };
    return rows[0] ?? fill(table, {}, userId);
  }

  return { fill, tables: [...new Set(columns.map(({ table }) => table))] };
}

/** All rows of tables, in an order that does not depend on when they were written. When a row was touched is left out. */
export async function dump(core: Core, tables: readonly string[]): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of tables) {
    const { rows } = await core.services.database.pool.query<{ row: string }>(
      `SELECT (to_jsonb(t) - 'updated_at')::text AS row FROM ${table} t ORDER BY 1`,
    );
    all[table] = rows.map(({ row }) => row);
  }
  return all;
}
