import pg from 'pg';
import { type Migration, migrations } from './migration-files.ts';
import { lockRecords, type Records, readRecords, recordApplied } from './migration-records.ts';
import { DataProblem } from './problem.ts';
import { restOf } from './resume-migration.ts';
import { inTransaction, type SqlClient } from './seed/sql-client.ts';

export interface MigrateOptions {
  /** The migrations of the code; all that this version brings unless others are given. */
  known?: readonly Migration[];
  /** Called once before the first change, where there is any to make; `from` is the newest migration that is there. */
  beforeUpgrade?: (from: string) => Promise<void>;
}

/**
 * Brings a database up to date. Each migration is one transaction together with its record in `_prisma_migrations`
 * (Prisma's checksums, so that `prisma migrate deploy` agrees), under a lock: a process that is killed leaves whole
 * migrations behind and the next one goes on, also where several start at once. Returns the names of what was applied.
 * Throws DataProblem for a database that is newer than the code, or that something else has changed.
 */
export async function applyMigrations(connectionString: string, options: MigrateOptions = {}): Promise<string[]> {
  const known = options.known ?? migrations();
  // A migration takes as long as it takes, so no limit of time on its statements.
  const client = new pg.Client({
    connectionString,
    options: '-c TimeZone=UTC',
    statement_timeout: 0,
    connectionTimeoutMillis: 20_000,
    keepAlive: true,
  });
  // A connection that breaks fails the call that uses it too.
  client.on('error', () => {});
  await client.connect();
  try {
    return await applyAll(client, known, options.beforeUpgrade);
  } finally {
    await client.end();
  }
}

async function applyAll(
  client: SqlClient,
  known: readonly Migration[],
  beforeUpgrade: MigrateOptions['beforeUpgrade'],
): Promise<string[]> {
  const records = await readRecords(client);
  refuseNewer(records, known);
  const newest = records.applied.at(-1);
  if (newest !== undefined && pendingOf(records, known).length > 0) await beforeUpgrade?.(newest);
  const done: string[] = [];
  for (let name = await applyNext(client, known); name !== null; name = await applyNext(client, known)) done.push(name);
  return done;
}

const pendingOf = ({ applied }: Records, known: readonly Migration[]): Migration[] =>
  known.filter(({ name }) => !applied.includes(name));

/** Throws where the database has what the code has never heard of. */
export function refuseNewer({ applied, unfinished }: Records, known: readonly Migration[]): void {
  const names = new Set(known.map(({ name }) => name));
  const strange = [...applied, ...unfinished].filter((name) => !names.has(name)).toSorted();
  if (strange.length === 0) return;
  throw new DataProblem(
    `The database is newer than this EchoChat: its newest migration is ${strange.at(-1)}, that of this version ` +
      `${known.at(-1)?.name ?? 'none'}. Start the newer version again, or restore a backup from before the upgrade ` +
      'into an empty database (npm run restore, docs/operating.md).',
  );
}

/** Applies the oldest migration that is missing, in one transaction; null where none is. */
async function applyNext(client: SqlClient, known: readonly Migration[]): Promise<string | null> {
  const startedAt = new Date();
  let tried: Migration | undefined;
  try {
    return await inTransaction(client, async () => {
      await lockRecords(client);
      const records = await readRecords(client);
      tried = pendingOf(records, known)[0];
      if (tried === undefined) return null;
      const wasBegun = records.unfinished.includes(tried.name);
      if (wasBegun) await resume(client, tried, known);
      else await client.query(tried.sql);
      await recordApplied(client, tried, startedAt);
      return tried.name;
    });
  } catch (error) {
    if (tried === undefined || error instanceof DataProblem) throw error;
    if (leftBehind.has(codeOf(error))) return resumeUnrecorded(client, tried, known, startedAt);
    throw new DataProblem(
      `The migration ${tried.name} could not be applied and nothing of it stays (${error instanceof Error ? error.message : String(error)}). ` +
        'Mend that and start again: it goes on where it stopped.',
    );
  }
}

/** Something is there that the migration makes: a type, a table, a column, an index. */
const leftBehind: ReadonlySet<string> = new Set(['42710', '42P07', '42701', '42P06']);
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** What was left of a migration whose record somebody has taken away, or marked as rolled back. */
function resumeUnrecorded(
  client: SqlClient,
  migration: Migration,
  known: readonly Migration[],
  startedAt: Date,
): Promise<string> {
  return inTransaction(client, async () => {
    await lockRecords(client);
    await resume(client, migration, known);
    await recordApplied(client, migration, startedAt);
    return migration.name;
  });
}

/** Runs what is missing of a migration that an earlier version was cut off in. */
async function resume(client: SqlClient, migration: Migration, known: readonly Migration[]): Promise<void> {
  const { applied } = await readRecords(client);
  const before = known.filter(({ name }) => applied.includes(name));
  const rest = await restOf(client, migration, before);
  if (rest === null)
    throw new DataProblem(
      `The database is half-way through the migration ${migration.name}, and what of it is missing cannot be proven. ` +
        'Restore a backup into an empty database (npm run restore, docs/operating.md), or begin with an empty one.',
    );
  for (const statement of rest) await client.query(statement);
}
