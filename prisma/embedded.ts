import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { EmbeddedServer } from './embedded-server.ts';

export interface EmbeddedDatabase {
  /** Where `pg` and Prisma reach it: a loopback port that the system chose. */
  url: string;
  /** The whole database as a file, for opening another one from it. */
  dump(): Promise<Blob>;
  close(): Promise<void>;
}

/**
 * Opens PostgreSQL in WebAssembly and serves it on a loopback socket, so that every part of the house speaks to it
 * as to a server. Without `dataDir` it lives in memory. One process at a time may open a folder; the caller sees to it.
 */
export async function openEmbeddedDatabase(
  options: Pick<PGliteOptions, 'dataDir' | 'loadDataDir'> = {},
): Promise<EmbeddedDatabase> {
  const db = await PGlite.create(options);
  const server = new EmbeddedServer(db);
  const port = await server.listen();
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
    dump: () => db.dumpDataDir('none'),
    async close() {
      await server.close();
      await db.close();
    },
  };
}
