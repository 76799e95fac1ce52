import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { cutOffAt, moments, onServer } from '../interrupted-start.ts';
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
    test.each([
      { what: 'in an empty database', isOlder: false },
      { what: 'of a version that upgrades the database', isOlder: true },
    ])('$what', async ({ isOlder }) => {
      const ground = onServer(folder, databaseUrl ?? '', isOlder);
      expect(await cutOffAt(ground, await moments(ground, 6))).toEqual([]);
    });
  },
);
