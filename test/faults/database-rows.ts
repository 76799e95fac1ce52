import pg from 'pg';
import { openFiller } from '../fill-tables.ts';

// Every row of a database as text, for seeing what another moment of it has kept.

/** Rows by their table, as JSON of the columns that are looked at. */
export type Rows = ReadonlyMap<string, readonly string[]>;
/** Columns by their table. */
export type Columns = ReadonlyMap<string, readonly string[]>;

export async function columnsOf(url: string): Promise<Columns> {
  const rows = await query(
    url,
    `SELECT table_name AS name, array_agg(column_name::text ORDER BY ordinal_position) AS columns
     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' GROUP BY 1`,
  );
  return new Map(rows.map(({ name, columns }) => [String(name), Array.isArray(columns) ? columns.map(String) : []]));
}

/** The rows of these tables, as far as they are there, with these columns of them. */
export async function rowsOf(url: string, columns: Columns): Promise<Rows> {
  const there = await columnsOf(url);
  const found = new Map<string, string[]>();
  for (const [table, names] of columns) {
    const known = names.filter((name) => there.get(table)?.includes(name));
    const pairs = known.map((name) => `'${name}', "${name}"`).join(', ');
    const rows = there.has(table)
      ? await query(url, `SELECT jsonb_build_object(${pairs})::text AS row FROM "${table}"`)
      : [];
    found.set(
      table,
      rows.map(({ row }) => String(row)),
    );
  }
  return found;
}

/** Of the rows of `before` those that `after` has too. */
export const keptRows = (before: Rows, after: Rows): Rows =>
  new Map([...before].map(([table, rows]) => [table, rows.filter((row) => after.get(table)?.includes(row))]));

/** Tables in which rows of `before` are missing, with how many. */
export function missingRows(before: Rows, after: Rows): string[] {
  const kept = keptRows(before, after);
  return [...before].flatMap(([table, rows]) => {
    const lost = rows.length - (kept.get(table)?.length ?? 0);
    return lost === 0 ? [] : [`${lost} of ${rows.length} rows of ${table} are missing`];
  });
}

/** Tables that have another number of rows than they should. */
export function otherCounts(expected: Rows, found: Rows): string[] {
  return [...expected].flatMap(([table, rows]) => {
    const count = found.get(table)?.length ?? 0;
    return count === rows.length ? [] : [`${table} has ${count} rows instead of ${rows.length}`];
  });
}

/** Tables whose rows are a pair of people, which the catalogue does not tell. */
const pairs = `INSERT INTO users (handle, display_name, updated_at) VALUES ('ana', 'Ana', now()), ('ben', 'Ben', now());
  INSERT INTO learning_matches (user_id_1, user_id_2, compatibility_score, interest_score, complementarity_score, goal_score, timezone_score, expires_at)
    VALUES (1, 2, 50, 50, 50, 50, 50, now() + interval '2 days');
  INSERT INTO learning_partnerships (user_id_1, user_id_2, match_id) VALUES (1, 2, 1);
  INSERT INTO blocks (blocker_id, blocked_id) VALUES (2, 1);`;

/** Puts rows into every table of a new database, of whichever version. */
export async function fillEveryTable(url: string): Promise<void> {
  await query(url, pairs);
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const { fill, tables } = await openFiller(pool);
  for (const table of tables) {
    const { rows } = await pool.query(`SELECT 1 FROM ${table} LIMIT 1`);
    if (rows.length === 0) await fill(table, {}, 1);
  }
  await pool.end();
}

export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
