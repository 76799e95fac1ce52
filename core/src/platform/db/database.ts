import { Socket } from 'node:net';
import { type Prisma, PrismaClient } from '@echochat/prisma/client.ts';
import { openEmbeddedDatabase } from '@echochat/prisma/embedded.ts';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Log } from '../log.ts';
import { isTransient } from './failures.ts';

export type Tx = Prisma.TransactionClient;

export interface Statement {
  /** Prepared under this name where the server allows it. */
  name: string;
  text: string;
  /**
   * It goes along an index until it has enough, and ends there: for what is taken from a queue, of which the planner's
   * numbers are never right. Then indexes alone are walked, in their order.
   */
  isWalk?: boolean;
}

export interface Database {
  prisma: PrismaClient;
  /** The pool that Prisma, Graphile Worker and the hand-written statements share. */
  pool: pg.Pool;
  url: string;
  embedded: boolean;
  /** Copies the folder of the embedded database as it is between two transactions, and says when that was; null where there is none. */
  copyTo: ((folder: string) => Promise<Date>) | null;
  /** Runs `work` in one transaction; a deadlock or a lost serialization is tried again up to three times. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs one hand-written statement: for measured hot paths alone. Rows are what the caller's type says they are. */
  query<Row extends pg.QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** PostgreSQL's address; null opens the embedded one. */
  url: string | null;
  /** The embedded database's folder; in memory without it. */
  dataDir?: string;
  /** An embedded database to begin from, as `dump` made it. */
  loadDataDir?: Blob;
  log: Log;
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const embedded = options.url === null ? await openEmbeddedDatabase(embeddedOptions(options)) : null;
  const url = options.url ?? embedded?.url ?? '';
  const settings = {
    connectionString: url,
    // The embedded one is never away, only busy with this process: on a slow machine a start takes all it has for seconds.
    connectionTimeoutMillis: embedded ? 10_000 : 2_000,
    // To connect is several round trips, which nobody should wait for after a quiet minute.
    idleTimeoutMillis: 10 * 60_000,
    // Before the connection is cut for its silence, the server says itself that it took too long.
    statement_timeout: 4_500,
    keepAlive: true,
  };
  // The adapter shifts timestamptz under any other session zone.
  const inUtc = '-c TimeZone=UTC';
  const pool = new pg.Pool({ ...settings, max: 10, options: inUtc });
  // Opens no connection before the first walk. The connections of the embedded server share one session.
  const walkers = embedded
    ? pool
    : new pg.Pool({ ...settings, max: 2, options: `${inUtc} -c enable_seqscan=off -c enable_bitmapscan=off` });
  const complain = (error: Error) => options.log.warn({ error: error.message }, 'a database connection failed');
  for (const one of new Set([pool, walkers])) {
    one.on('error', complain);
    one.on('connect', (client) => client.on('error', complain));
    if (!embedded) one.on('connect', cutWhenSilent);
  }
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });

  return {
    prisma,
    pool,
    url,
    embedded: embedded !== null,
    copyTo: embedded && options.dataDir !== undefined ? embedded.copyTo : null,
    async transaction(work) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await prisma.$transaction(work, { maxWait: 5_000, timeout: 15_000 });
        } catch (error) {
          if (attempt === 3 || !isTransient(error)) throw error;
        }
      }
    },
    async query({ name, text, isWalk = false }, values) {
      // Named statements of several connections collide in the embedded server.
      const query = embedded ? { text, values: [...values] } : { name, text, values: [...values] };
      return (await (isWalk ? walkers : pool).query(query)).rows;
    },
    async close() {
      await prisma.$disconnect();
      await pool.end();
      if (walkers !== pool) await walkers.end();
      await embedded?.close();
    },
  };
}

/** Asks whether a PostgreSQL can be used at this address. Returns why not, without the address: null where it can. */
export async function databaseProblem(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000, query_timeout: 3_000 });
  // A connection that breaks while it is opened fails the call below too.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
    return null;
  } catch (error) {
    const code: unknown = error instanceof Error && 'code' in error ? error.code : null;
    if (code === '28P01' || code === '28000') return 'refuses the user or the password';
    return code === '3D000' ? 'has no such database' : 'cannot be reached';
  } finally {
    // Not awaited: a server that is silent does not answer a goodbye either.
    client.end().catch(() => {});
  }
}

/** No statement of ours computes for so long without a row, and nobody waits longer for an answer. */
const silenceMs = 5_000;

/**
 * Cuts a connection whose server owes an answer and says nothing: a network that swallows packets ends neither a query
 * nor a connection for a quarter of an hour. pg's own `query_timeout` leaves such a connection in the pool, with
 * whatever transaction is open on it.
 */
function cutWhenSilent(client: pg.PoolClient): void {
  const connection: unknown = Reflect.get(client, 'connection');
  const socket: unknown = connection instanceof Object ? Reflect.get(connection, 'stream') : null;
  if (!(socket instanceof Socket)) return;
  socket.setTimeout(silenceMs, () => {
    if (!Reflect.get(client, 'readyForQuery')) socket.destroy();
  });
}

const stateWords = {
  well: 'the embedded database is well again',
  full: 'the disk of the embedded database is full: it is read, and nothing is saved until there is room',
  broken: 'the embedded database has ended and is opened again',
} as const;

function embeddedOptions({ dataDir, loadDataDir, log }: DatabaseOptions) {
  const onState = (state: keyof typeof stateWords) => log.warn(stateWords[state]);
  return {
    onState,
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(loadDataDir === undefined ? {} : { loadDataDir }),
  };
}
