import { readConfig } from '@echochat/core/platform/config.ts';
import { applyMigrations } from '@echochat/prisma/migrate.ts';
import { migrations } from '@echochat/prisma/migration-files.ts';
import { loadReference } from '@echochat/prisma/seed/load-reference.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkGround } from '../../../start/doctor-checks.ts';
import { type Network, openNetwork } from '../network.ts';
import { openFolders } from '../process.ts';
import { databaseUrl, type OwnDatabase, openOwnDatabase } from './server.ts';

describe.skipIf(databaseUrl === null)('the doctor on a PostgreSQL (needs DATABASE_URL)', () => {
  const folders = openFolders();
  let database: OwnDatabase;
  let network: Network;
  beforeAll(async () => {
    database = await openOwnDatabase(databaseUrl ?? '');
    network = await openNetwork(database.port);
  });
  afterEach(() => vi.useRealTimers());
  afterAll(async () => {
    await network.close();
    await database.drop();
    folders.remove();
  });

  async function said(url: string): Promise<string> {
    const checks = await checkGround(readConfig({ DATA_DIR: folders.path('none'), DATABASE_URL: url }));
    return checks.map(({ ok, what, fix }) => `${ok ? 'well' : 'wrong'}: ${what}${fix ? ` -> ${fix}` : ''}`).join('\n');
  }

  test('that is new, then made, then with something wrong in it', async () => {
    const count = migrations().length;
    expect(await said(database.url())).toMatch(new RegExp(`^well: ${count} migrations come with the next start$`, 'm'));
    expect(await said(database.url())).toMatch(/^well: plans come with the first start$/m);

    await applyMigrations(database.url());
    expect(await said(database.url())).toMatch(/^wrong: there is no plan called free -> start EchoChat once/m);
    const client = await database.connect();
    await loadReference(client);
    await client.end();
    const well = await said(database.url());
    expect(well).toMatch(/^well: PostgreSQL \d+/m);
    expect(well).toMatch(/^well: the database answers in \d+ ms$/m);
    expect(well).toMatch(/^well: the clock agrees with the database’s$/m);
    expect(well).toMatch(/^well: all migrations are applied$/m);
    expect(well).toMatch(/^well: plans: free, /m);

    await database.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', '', '20990101_later', now())`,
    );
    expect(await said(database.url())).toMatch(
      /^wrong: the database is newer than this version \(20990101_later\) -> /m,
    );
  });

  test('that is not there, or knows no such database', async () => {
    expect(await said('postgresql://postgres@127.0.0.1:1/none')).toMatch(
      /^wrong: the database cannot be reached -> set DATABASE_URL to a PostgreSQL that answers$/m,
    );
    const unknown = Object.assign(new URL(database.url()), { pathname: '/nowhere' }).href;
    expect(await said(unknown)).toMatch(/^wrong: the database has no such database -> /m);
  });

  test('that is far away', async () => {
    network.delay(60);
    expect(await said(database.url(network.port))).toMatch(
      /^wrong: the database answers in \d+ ms -> run it in the same place/m,
    );
    await network.open();
  });

  test('whose clock is not ours', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 90_000 });
    expect(await said(database.url())).toMatch(
      /^wrong: the clock and the database’s are \d+ s apart -> set both by NTP$/m,
    );
  });
});
