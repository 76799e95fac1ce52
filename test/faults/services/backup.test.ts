import { afterAll, describe, expect, test, vi } from 'vitest';
import { expectBackupWhole, runScript } from '../backup.ts';
import { endLeftovers, openFolders } from '../process.ts';
import { databaseUrl, openOwnDatabase } from './server.ts';

vi.setConfig({ testTimeout: 600_000 });

const folders = openFolders();
afterAll(async () => {
  await endLeftovers();
  folders.remove();
});

describe.skipIf(databaseUrl === null)('a backup of a PostgreSQL (needs DATABASE_URL)', () => {
  test('under fifty writes a second has everything, and is restored into an empty database alone', async () => {
    const [from, into] = [await openOwnDatabase(databaseUrl ?? ''), await openOwnDatabase(databaseUrl ?? '')];
    const file = folders.path('backup.tar.gz');
    const target = { DATA_DIR: folders.path('into'), DATABASE_URL: into.url() };
    await expectBackupWhole({ DATA_DIR: folders.path('from'), DATABASE_URL: from.url() }, target, file);
    const again = await runScript('restore', file, target);
    expect([again.code, again.said]).toEqual([1, expect.stringMatching(/DATABASE_URL should name an empty database/)]);
    await from.drop();
    await into.drop();
  });
});
