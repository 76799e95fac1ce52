import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

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
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 64 });
  await server.start();
  return {
    url: `postgresql://postgres@${server.getServerConn()}/postgres?sslmode=disable`,
    dump: () => db.dumpDataDir('none'),
    async close() {
      await server.stop();
      await db.close();
    },
  };
}
