import pg from 'pg';
import { shapeOf } from './database-shape.ts';
import { openEmbeddedDatabase } from './embedded.ts';
import type { Migration } from './migration-files.ts';
import type { SqlClient } from './seed/sql-client.ts';

// Versions up to 0.1.0 ran a migration statement by statement, each for itself. One that was cut off left the first few of
// them, and which ones can be proven: by making the same schema beside it and looking after every statement whether the
// two are alike.

/** The statements as those versions cut them. */
const statementsOf = (sql: string): string[] =>
  sql
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement.length > 0);

/**
 * What of a migration still has to be run in a database in which it was cut off; null where that cannot be proven.
 * `before` are the migrations that are whole there.
 */
export async function restOf(
  client: SqlClient,
  migration: Migration,
  before: readonly Migration[],
): Promise<string[] | null> {
  const shape = (await shapeOf(client)).join('\n');
  const statements = statementsOf(migration.sql);
  const matching = await prefixesLike(shape, statements, before);
  const [first] = matching;
  if (first === undefined) return null;
  // Statements that change no schema leave it as it was: for each of those it is to be seen whether it was run.
  let count = first;
  for (const candidate of matching.slice(1)) {
    const isDone = candidate === count + 1 ? await wasRun(client, statements, count) : null;
    if (isDone === null) return null;
    if (!isDone) break;
    count = candidate;
  }
  return statements.slice(count);
}

/** After how many of the statements the schema is the given one. */
async function prefixesLike(
  shape: string,
  statements: readonly string[],
  before: readonly Migration[],
): Promise<number[]> {
  const shadow = await openEmbeddedDatabase();
  const client = new pg.Client({ connectionString: shadow.url });
  try {
    await client.connect();
    for (const { sql } of before) await client.query(sql);
    const found: number[] = [];
    for (let count = 0; count <= statements.length; count += 1) {
      if (count > 0) await client.query(statements[count - 1] ?? '');
      if ((await shapeOf(client)).join('\n') === shape) found.push(count);
      else if (found.length > 0) break;
    }
    return found;
  } finally {
    await client.end();
    await shadow.close();
  }
}

/**
 * Whether a statement that changes no schema was run, or false where it may be run again. An INSERT into a table that the
 * same migration has made was run if there are rows: they can come from nothing else. Null for any other statement.
 */
async function wasRun(client: SqlClient, statements: readonly string[], index: number): Promise<boolean | null> {
  const statement = withoutComments(statements[index] ?? '');
  // May be run again, whether it was or not.
  if (/^CREATE \w+ IF NOT EXISTS /.test(statement)) return false;
  const table = /^INSERT INTO "(\w+)"/.exec(statement)?.[1];
  if (table === undefined) return null;
  const earlier = statements.slice(0, index).map(withoutComments);
  const isNew = earlier.some((statement) => statement.startsWith(`CREATE TABLE "${table}"`));
  const isFirst = !earlier.some((statement) => statement.startsWith(`INSERT INTO "${table}"`));
  if (!isNew || !isFirst) return null;
  const { rows } = await client.query(`SELECT EXISTS (SELECT 1 FROM "${table}") AS "hasRows"`);
  return rows[0]?.hasRows === true;
}

const withoutComments = (statement: string): string => statement.replace(/^--.*$/gm, '').trim();
