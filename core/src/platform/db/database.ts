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
}

export interface Database {
  prisma: PrismaClient;
  /** The pool that Prisma, Graphile Worker and the hand-written statements share. */
  pool: pg.Pool;
  url: string;
  embedded: boolean;
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
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 2_000,
    statement_timeout: 15_000,
    keepAlive: true,
    // The adapter shifts timestamptz under any other session zone.
    options: '-c TimeZone=UTC',
  });
  const complain = (error: Error) => options.log.warn({ error: error.message }, 'a database connection failed');
  pool.on('error', complain);
  pool.on('connect', (client) => client.on('error', complain));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });

  return {
    prisma,
    pool,
    url,
    embedded: embedded !== null,
    async transaction(work) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await prisma.$transaction(work, { maxWait: 5_000, timeout: 15_000 });
        } catch (error) {
          if (attempt === 3 || !isTransient(error)) throw error;
        }
      }
    },
    async query({ name, text }, values) {
      // Named statements of several connections collide in the embedded server.
      const query = embedded ? { text, values: [...values] } : { name, text, values: [...values] };
      return (await pool.query(query)).rows;
    },
    async close() {
      await prisma.$disconnect();
      await pool.end();
      await embedded?.close();
    },
  };
}

function embeddedOptions({ dataDir, loadDataDir }: DatabaseOptions) {
  return { ...(dataDir === undefined ? {} : { dataDir }), ...(loadDataDir === undefined ? {} : { loadDataDir }) };
}
