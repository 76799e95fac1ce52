import { randomUUID } from 'node:crypto';
import { checksumOf, type Migration } from './migration-files.ts';
import type { SqlClient } from './seed/sql-client.ts';

// `_prisma_migrations` as Prisma 7 makes and writes it, so that `prisma migrate deploy` agrees with us.

const table = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

/** The key that Prisma itself locks with while it migrates (`migrate deploy`). */
const lockKey = 72_707_369;

/** Keeps every other process from migrating until the transaction ends; makes the table where it is missing. */
export async function lockRecords(client: SqlClient): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(${lockKey})`);
  await client.query(table);
}

export interface Records {
  /** Names of what was applied whole, oldest first. */
  applied: string[];
  /** Names of what was begun and not finished: versions up to 0.1.0 recorded it before they ran it. */
  unfinished: string[];
}

/** What a database says of itself; nothing where it was never migrated. Waits for nobody. */
export async function readRecords(client: SqlClient): Promise<Records> {
  const { rows: there } = await client.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "isThere"`);
  if (there[0]?.isThere !== true) return { applied: [], unfinished: [] };
  const { rows } = await client.query(
    `SELECT migration_name, bool_or(finished_at IS NOT NULL) AS done FROM _prisma_migrations
     WHERE rolled_back_at IS NULL GROUP BY migration_name ORDER BY migration_name`,
  );
  const names = (done: boolean) => rows.filter((row) => row.done === done).map((row) => String(row.migration_name));
  return { applied: names(true), unfinished: names(false) };
}

/** Records a migration as applied; a record of an earlier attempt that did not end goes. */
export async function recordApplied(client: SqlClient, migration: Migration, startedAt: Date): Promise<void> {
  await client.query('DELETE FROM _prisma_migrations WHERE migration_name = $1 AND finished_at IS NULL', [
    migration.name,
  ]);
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
    [randomUUID(), checksumOf(migration), migration.name, startedAt],
  );
}
