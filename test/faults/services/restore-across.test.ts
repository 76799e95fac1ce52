import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '@echochat/core/platform/config.ts';
import { openEmbeddedDatabase } from '@echochat/prisma/embedded.ts';
import { applyMigrations } from '@echochat/prisma/migrate.ts';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { makeBackup } from '../../../start/backup/make-backup.ts';
import { restoreBackup } from '../../../start/backup/restore.ts';
import { columnsOf, fillEveryTable, query, type Rows, rowsOf } from '../database-rows.ts';
import { openFolders } from '../process.ts';
import { databaseUrl, openOwnDatabase } from './server.ts';

vi.setConfig({ testTimeout: 300_000 });

const folders = openFolders();
afterAll(() => folders.remove());

const say = () => {};
const configOf = (folder: string, url?: string) =>
  readConfig({ DATA_DIR: folders.path(folder), LOG_LEVEL: 'silent', ...(url ? { DATABASE_URL: url } : {}) });

/** All rows in an order of their own; what migrations record of themselves is made anew by a restore. */
async function everyRow(url: string): Promise<[string, string[]][]> {
  const rows: Rows = await rowsOf(url, await columnsOf(url));
  return [...rows].filter(([table]) => table !== '_prisma_migrations').map(([table, all]) => [table, all.toSorted()]);
}

describe.skipIf(databaseUrl === null)('a backup of either database (needs DATABASE_URL)', () => {
  test('is restored into the other with every row of every table, there and back', async () => {
    mkdirSync(folders.path('from'));
    const embedded = await openEmbeddedDatabase({ dataDir: join(folders.path('from'), 'postgres') });
    await applyMigrations(embedded.url);
    await fillEveryTable(embedded.url);
    const before = await everyRow(embedded.url);
    expect(before.filter(([, rows]) => rows.length === 0)).toEqual([]);
    await embedded.close();

    const there = folders.path('there.tar.gz');
    const server = await openOwnDatabase(databaseUrl ?? '');
    const onServer = configOf('server', server.url());
    await makeBackup({ config: configOf('from'), version: '0.1.0', path: there, say });
    await restoreBackup(onServer, there, say);
    expect(await everyRow(server.url())).toEqual(before);
    // Numbers go on after those that are there.
    await query(server.url(), `INSERT INTO users (handle, display_name, updated_at) VALUES ('after', 'After', now())`);
    const grown = await everyRow(server.url());

    const back = folders.path('back.tar.gz');
    await makeBackup({ config: onServer, version: '0.1.0', path: back, say });
    await restoreBackup(configOf('back'), back, say);
    await server.drop();
    const returned = await openEmbeddedDatabase({ dataDir: join(folders.path('back'), 'postgres') });
    expect(await everyRow(returned.url)).toEqual(grown);
    await query(returned.url, `INSERT INTO users (handle, display_name, updated_at) VALUES ('later', 'Later', now())`);
    await returned.close();
  });
});
