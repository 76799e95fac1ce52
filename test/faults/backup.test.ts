import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, expect, test, vi } from 'vitest';
import { expectBackupWhole, runScript } from './backup.ts';
import { endLeftovers, openFolders } from './process.ts';

// Whole processes are started here, on machines that have other things to do.
vi.setConfig({ testTimeout: 600_000 });

const folders = openFolders();
const from = folders.path('from');
const file = folders.path('backup.tar.gz');
afterAll(async () => {
  await endLeftovers();
  folders.remove();
});

test('a backup under fifty writes a second has everything, and is restored into an empty folder', async () => {
  const key = 'a'.repeat(40);
  mkdirSync(join(from, 'files', 'aa'), { recursive: true });
  writeFileSync(join(from, 'files', 'aa', key), 'the bytes of a file');
  const into = folders.path('into');
  await expectBackupWhole({ DATA_DIR: from }, { DATA_DIR: into }, file);
  expect(readFileSync(join(into, 'files', 'aa', key), 'utf8')).toBe('the bytes of a file');
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('what is not whole, or has no empty place to go to, is refused in one line and changes nothing', async () => {
  const archive = readFileSync(file);
  const spoilt = gunzipSync(archive);
  spoilt.write('X', Math.floor(spoilt.length / 2));
  const wrong: [string, Buffer, RegExp][] = [
    ['cut.tar.gz', archive.subarray(0, archive.length / 2), /cannot be restored: .*\. Nothing was changed/],
    ['spoilt.tar.gz', gzipSync(spoilt), /cannot be restored: .*\. Nothing was changed/],
    ['none.tar.gz', Buffer.from('hello'), /cannot be restored: .*\. Nothing was changed/],
  ];
  for (const [name, bytes, refusal] of wrong) {
    writeFileSync(folders.path(name), bytes);
    const ended = await runScript('restore', folders.path(name), { DATA_DIR: folders.path('nowhere') });
    expect([ended.code, ended.said]).toEqual([1, expect.stringMatching(refusal)]);
  }
  expect(existsSync(folders.path('nowhere'))).toBe(false);
  const occupied = await runScript('restore', file, { DATA_DIR: from });
  expect([occupied.code, occupied.said]).toEqual([
    1,
    expect.stringMatching(/DATA_DIR should hold no database for a restore/),
  ]);
  const missing = await runScript('restore', folders.path('missing'), { DATA_DIR: folders.path('nowhere') });
  expect([missing.code, missing.said]).toEqual([1, expect.stringMatching(/There is no file/)]);
});
