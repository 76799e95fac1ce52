import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { emptyDatabase, olderDatabase } from '../grounds.ts';
import { cutOffAllOver } from '../interrupted-start.ts';
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
      expect(await cutOffAllOver(emptyDatabase(folder, databaseUrl ?? ''), 4)).toEqual([]);
    });

    test('of a version that upgrades the database', async () => {
      const ground = await olderDatabase(folder, databaseUrl ?? '');
      expect(await cutOffAllOver(ground, 4)).toEqual([]);
      await ground.drop();
    });
  },
);
