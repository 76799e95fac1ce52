import { mkdirSync } from 'node:fs';
import { migrations } from '@echochat/prisma/migration-files.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { emptyDatabase, olderCount, olderDatabase } from '../grounds.ts';
import { cutOffAfterMigrations, cutOffAllOver, isWholeSweep } from '../interrupted-start.ts';
import { endLeftovers, openFolders } from '../process.ts';
import { databaseUrl } from './server.ts';

vi.setConfig({ testTimeout: 6 * 3_600_000 });

const folders = openFolders();
const folder = folders.path('starts');
beforeAll(() => void mkdirSync(folder));
afterAll(async () => {
  await endLeftovers();
  folders.remove();
});

describe.skipIf(databaseUrl === null)(
  'a start that was cut off is made up for by the next (needs DATABASE_URL)',
  () => {
    test('in an empty database', async () => {
      expect(await cutOffAllOver(emptyDatabase(folder, databaseUrl ?? ''), 1)).toEqual([]);
    });

    test('of a version that upgrades the database', async () => {
      const ground = await olderDatabase(folder, databaseUrl ?? '');
      expect(await cutOffAllOver(ground, 1)).toEqual([]);
      await ground.drop();
    });

    test('between the migrations of a first start, and of an upgrade', async () => {
      const all = migrations().map((_, index) => index + 1);
      const [some, upgrading] = isWholeSweep ? [all, all.slice(olderCount)] : [[9], [8]];
      expect(await cutOffAfterMigrations(emptyDatabase(folder, databaseUrl ?? ''), some)).toEqual([]);
      const older = await olderDatabase(folder, databaseUrl ?? '');
      expect(await cutOffAfterMigrations(older, upgrading)).toEqual([]);
      await older.drop();
    });
  },
);
