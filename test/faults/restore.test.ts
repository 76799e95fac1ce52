import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '@echochat/core/platform/config.ts';
import { openEmbeddedDatabase } from '@echochat/prisma/embedded.ts';
import { migrations } from '@echochat/prisma/migration-files.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { checkArchive, readArchive, writeArchive } from '../../start/backup/archive.ts';
import type { Manifest } from '../../start/backup/manifest.ts';
import { restoreBackup } from '../../start/backup/restore.ts';
import { openFromConfig } from '../../start/open.ts';
import { columnsOf, keptRows, missingRows, type Rows, rowsOf } from './database-rows.ts';
import { type Ground, olderFolder } from './grounds.ts';
import { openFolders } from './process.ts';

// Whole databases are opened here, on machines that have other things to do.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const folders = openFolders();
afterAll(() => folders.remove());

let older: Ground;
/** The folder that was upgraded, what it then had of its old rows, and the backups in it. */
let upgraded: { path: string; kept: Rows; backups: string[] };

const rotated = ['20250101-000000', '20250102-000000', '20250103-000000'].map(
  (stamp) => `before-upgrade-${stamp}.tar.gz`,
);

beforeAll(async () => {
  mkdirSync(folders.path('grounds'));
  older = await olderFolder(folders.path('grounds'));
  const { environment } = await older.make();
  const path = environment['DATA_DIR'] ?? '';
  const backups = join(path, 'backups');
  mkdirSync(backups);
  for (const name of [...rotated, 'before-upgrade-20250104-000000.tar.gz.part', 'echochat-20250101-000000.tar.gz'])
    writeFileSync(join(backups, name), 'earlier');
  const core = await openFromConfig(readConfig({ DATA_DIR: path, LOG_LEVEL: 'silent' }));
  const after = await rowsOf(core.services.database.url, older.older?.columns ?? new Map());
  await core.close();
  upgraded = { path, kept: keptRows(older.older?.rows ?? new Map(), after), backups: readdirSync(backups).toSorted() };
});

const restoreInto = (name: string, file: string) =>
  restoreBackup(readConfig({ DATA_DIR: folders.path(name), LOG_LEVEL: 'silent' }), file, () => {});
const newest = () => join(upgraded.path, 'backups', upgraded.backups[2] ?? '');

test('an upgrade backs the embedded database up first; the newest three of these stay, and no other backup goes', () => {
  const [, , made = ''] = upgraded.backups;
  expect(upgraded.backups).toEqual([...rotated.slice(1), made, 'echochat-20250101-000000.tar.gz']);
  expect(made).toMatch(/^before-upgrade-20\d{6}-\d{6}\.tar\.gz$/);
});

test('a backup of an older version has every row, and is upgraded when it is restored', async () => {
  const manifest = await restoreInto('older', newest());
  expect(manifest.migrations).toEqual(
    migrations()
      .slice(0, 3)
      .map(({ name }) => name),
  );
  const database = await openEmbeddedDatabase({ dataDir: join(folders.path('older'), 'postgres') });
  const found = await rowsOf(database.url, older.older?.columns ?? new Map());
  const columns = await columnsOf(database.url);
  await database.close();
  expect(columns.has('report_items')).toBe(true);
  // A report's words move to a table of their own; how skills are related is brought anew by each version.
  const lost = missingRows(older.older?.rows ?? new Map(), upgraded.kept).map((line) => line.replace(/.* of /, ''));
  expect(lost).toEqual(['reports are missing', 'skill_relations are missing']);
  // What was applied is recorded anew.
  expect(missingRows(upgraded.kept, found)).toEqual([expect.stringMatching(/of _prisma_migrations are missing$/)]);
});

/** The same archive with another manifest. */
async function withManifest(name: string, change: (manifest: Manifest) => Manifest): Promise<string> {
  const path = folders.path(name);
  const manifest = await checkArchive(newest());
  const archive = writeArchive(path, 0);
  for await (const entry of readArchive(newest()))
    if (entry.name !== 'manifest.json') await archive.add(entry.name, entry.bytes, entry.body);
  await archive.finish(change(manifest));
  return path;
}

test.each<[string, (manifest: Manifest) => Manifest, RegExp]>([
  [
    'of a newer version',
    (manifest) => ({ ...manifest, version: '9.8.7', migrations: [...manifest.migrations, '20990101000000_later'] }),
    new RegExp(
      `^The backup is newer than this EchoChat: .*20990101000000_later.*${migrations().at(-1)?.name}.*9\\.8\\.7[^\\n]*$`,
    ),
  ],
  [
    'of another format',
    // Written past our own types, as another version would.
    (manifest) => Object.assign({ ...manifest }, { format: 2 }),
    /^[^\n]+ cannot be restored: it is no backup of EchoChat[^\n]*$/,
  ],
])('a backup %s is refused in one line, and nothing is written', async (name, change, refusal) => {
  const file = await withManifest(`${name}.tar.gz`, change);
  await expect(restoreInto('refused', file)).rejects.toThrow(refusal);
  expect(existsSync(folders.path('refused'))).toBe(false);
});

test.each(['holiday.txt', 'PG_VERSION'])(
  'a folder with %s where the database would be is refused, and stays as it is',
  async (name) => {
    const path = join(folders.path(`with ${name}`), 'postgres');
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, name), 'sun');
    await expect(restoreInto(`with ${name}`, newest())).rejects.toThrow(
      /^DATA_DIR should hold [^\n]+ is not empty[^\n]+$/,
    );
    expect(readdirSync(path)).toEqual([name]);
    expect(existsSync(join(folders.path(`with ${name}`), 'auth-secret'))).toBe(false);
  },
);
