import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** A database of our own on the server that DATABASE_URL names. */
export interface OwnDatabase {
  /** Its address, by way of another port where one is given: a network's. */
  url(port?: number): string;
  /** The server's own port. */
  port: number;
  query(sql: string): Promise<pg.QueryResult>;
  /** A connection that stays open, for holding a lock. */
  connect(): Promise<pg.Client>;
  drop(): Promise<void>;
}

export async function openOwnDatabase(server: string): Promise<OwnDatabase> {
  const name = `echochat_faults_${randomUUID().replaceAll('-', '')}`;
  const connect = async (database?: string) => {
    const own = new URL(server);
    if (database) own.pathname = `/${database}`;
    const client = new pg.Client({ connectionString: own.href });
    await client.connect();
    return client;
  };
  const once = async (sql: string, database?: string) => {
    const client = await connect(database);
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await once(`CREATE DATABASE ${name}`);
  return {
    url(port) {
      const own = new URL(server);
      own.pathname = `/${name}`;
      if (port !== undefined) own.host = `127.0.0.1:${port}`;
      return own.href;
    },
    port: Number(new URL(server).port || 5432),
    query: (sql) => once(sql, name),
    connect: () => connect(name),
    drop: async () => {
      await once(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/** How long a fault lasts in seconds: short in the ordinary run, longer by FAULT_SECONDS. */
export const faultSeconds = Number(process.env.FAULT_SECONDS ?? 6);

/** The services that these tests break; without them they are skipped. */
export const databaseUrl = inject('server')?.url ?? null;
export const redisUrl = inject('redisUrl');
