import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { emptyFolder, olderFolder } from './grounds.ts';
import { cutOffAllOver } from './interrupted-start.ts';
import { endLeftovers, openFolders } from './process.ts';

// Whole processes are started here, on machines that have other things to do; in the whole sweep hundreds of them.
vi.setConfig({ testTimeout: 6 * 3_600_000, hookTimeout: 180_000 });

const folders = openFolders();
const folder = folders.path('starts');
beforeAll(() => void mkdirSync(folder));
afterAll(async () => {
  await endLeftovers();
  folders.remove();
});

describe('a start that was cut off is made up for by the next', () => {
  test('from an empty folder', async () => {
    expect(await cutOffAllOver(emptyFolder(folder), 2)).toEqual([]);
  });

  test('of a version that upgrades the folder', async () => {
    expect(await cutOffAllOver(await olderFolder(folder), 2)).toEqual([]);
  });
});
