import type { SqlClient } from '@echochat/prisma/seed/sql-client.ts';

export interface Table {
  /** Quoted, with its schema. */
  name: string;
  columns: { name: string; type: string }[];
}

/** Ours, and those that Graphile Worker keeps its jobs in. What migrations record of themselves is not data. */
const isData = `n.nspname IN ('public', 'graphile_worker')
  AND NOT (n.nspname = 'public' AND c.relname IN ('_prisma_migrations', '_restore_unfinished'))
  AND NOT (n.nspname = 'graphile_worker' AND c.relname = 'migrations')`;

export async function readTables(client: SqlClient): Promise<Table[]> {
  const { rows } = await client.query(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name,
       json_agg(json_build_object('name', quote_ident(a.attname), 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)::text AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relkind = 'r' AND ${isData} GROUP BY 1 ORDER BY 1`,
  );
  return rows.map((row) => ({ name: String(row.name), columns: columnsOf(String(row.columns)) }));
}

export async function readSequences(client: SqlClient): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'S' AND ${isData} ORDER BY 1`,
  );
  return rows.map((row) => String(row.name));
}

/** The boundary at which PostgreSQL's JSON becomes our type: we wrote the query that makes it. */
const columnsOf = (json: string): Table['columns'] => JSON.parse(json);

/** Values are written and read as text that means the same on every server. */
export const plainText = `SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL bytea_output = 'hex';
  SET LOCAL extra_float_digits = 3; SET LOCAL timezone = 'UTC'; SET LOCAL statement_timeout = 0`;
