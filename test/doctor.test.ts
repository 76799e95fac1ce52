import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@echochat/core/platform/config.ts';
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest';
import { checkGround } from '../start/doctor-checks.ts';
import { openBucket } from './bucket.ts';
import { runEcho } from './faults/process.ts';

let folder: string;
let bucket: Awaited<ReturnType<typeof openBucket>>;
const mounted: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'echochat-doctor-'));
  bucket = await openBucket();
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  for (const path of mounted) execFileSync('umount', [path]);
  rmSync(folder, { recursive: true, force: true });
  await bucket.close();
});

/** What it says, a line each, as the command shows it. */
async function said(environment: Record<string, string>): Promise<string> {
  const checks = await checkGround(readConfig({ DATA_DIR: join(folder, 'none'), ...environment }));
  return checks.map(({ ok, what, fix }) => `${ok ? 'well' : 'wrong'}: ${what}${fix ? ` -> ${fix}` : ''}`).join('\n');
}

/** A data folder with that in it. */
function folderWith(name: string, fill: (path: string) => void = () => {}): { DATA_DIR: string } {
  const path = join(folder, name);
  mkdirSync(path);
  fill(path);
  return { DATA_DIR: path };
}

const megabytes = (count: number) => count * 2 ** 20;
const ofBucket = (bucketName: string) => ({
  S3_BUCKET: bucketName,
  S3_ENDPOINT: bucket.options.endpoint ?? '',
  S3_ACCESS_KEY_ID: bucket.options.credentials?.accessKeyId ?? '',
  S3_SECRET_ACCESS_KEY: bucket.options.credentials?.secretAccessKey ?? '',
});
const turn = { TURN_URLS: 'turn:turn.example:3478', TURN_SECRET: 'a secret of the server' };

test.each<[string, () => Record<string, string>, RegExp]>([
  ['no folder yet', () => ({}), /^well: .*none is made by the first start$/m],
  ['an empty folder', () => folderWith('empty'), /^well: .*empty can be written, \d+ MB are free$/m],
  ['whose folder it is', () => folderWith('own'), /^well: the data folder belongs to this user$/m],
  [
    'a file in its place',
    () => {
      writeFileSync(join(folder, 'file'), '');
      return { DATA_DIR: join(folder, 'file') };
    },
    /^wrong: .*file is a file -> set DATA_DIR to a folder$/m,
  ],
  [
    'half a database',
    () =>
      folderWith('half', (path) => {
        mkdirSync(join(path, 'postgres'));
        writeFileSync(join(path, 'postgres', 'PG_VERSION'), '18');
      }),
    /^wrong: the embedded database cannot be used -> DATA_DIR should hold a whole database or none.*lacks global/m,
  ],
  ['no Redis', () => ({}), /^well: no Redis: one process keeps it in memory$/m],
  [
    'a Redis that is not there',
    () => ({ REDIS_URL: 'redis://127.0.0.1:1' }),
    /^wrong: Redis cannot be reached -> set REDIS_URL to one that answers$/m,
  ],
  ['a bucket', () => ofBucket('echochat'), /^well: the bucket echochat takes a file, gives it back and deletes it$/m],
  ['a bucket that is not there', () => ofBucket('elsewhere'), /^wrong: the bucket elsewhere .* -> look at S3_\*/m],
  ['no TURN server here', () => ({}), /^well: no TURN server: voice works on this machine$/m],
  [
    'no TURN server outside',
    () => ({ PUBLIC_URL: 'https://echo.example' }),
    /^wrong: no TURN server: .* -> set TURN_URLS and TURN_SECRET$/m,
  ],
  [
    'a TURN server',
    () => ({ ...turn, PUBLIC_URL: 'https://echo.example' }),
    /^well: voice goes by turn:turn\.example:3478 where it has to$/m,
  ],
])('the doctor on %s', async (_what, environment, line) => {
  expect(await said(environment())).toMatch(line);
});

test.skipIf(inject('redisUrl') === null)('the doctor on a Redis that answers (needs REDIS_URL)', async () => {
  expect(await said({ REDIS_URL: inject('redisUrl') ?? '' })).toMatch(/^well: Redis answers$/m);
});

test.each([
  [512, /^wrong: 512 MB of memory -> give it 1 GB$/m],
  [1_024, /^well: 1024 MB of memory$/m],
])('the doctor on %i MB of memory', async (count, line) => {
  vi.spyOn(process, 'constrainedMemory').mockReturnValue(megabytes(count));
  expect(await said({})).toMatch(line);
});

test.each([
  [0, /^well: the clock agrees with the chat’s$/m],
  [-90, /^wrong: the clock is (89|90|91) s from the chat’s -> set it by NTP/m],
])('the doctor on a chat whose clock is %i s from ours', async (seconds, line) => {
  const chat = createServer((_request, response) => {
    response.setHeader('date', new Date(Date.now() + seconds * 1_000).toUTCString()).end();
  });
  await new Promise<void>((resolve) => chat.listen(0, '127.0.0.1', resolve));
  const address = chat.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/api`;
  const discord = { DISCORD_TOKEN: 'a.b.c', DISCORD_CLIENT_ID: '123456789', DISCORD_API_URL: url };
  expect(await said(discord)).toMatch(line);
  chat.close();
  chat.closeAllConnections();
});

test.skipIf(process.getuid?.() !== 0)('the doctor on a folder of somebody else (needs root)', async () => {
  const given = folderWith('of another', (path) => chownSync(path, 65_534, 65_534));
  expect(await said(given)).toMatch(/^wrong: the data folder belongs to another user \(65534\) -> .*chown -R 0 it$/m);
});

test('the doctor on a disk that is nearly full (needs the right to mount)', async ({ skip }) => {
  const given = folderWith('small');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200m', 'tmpfs', given.DATA_DIR], { stdio: 'ignore' });
  } catch {
    skip();
  }
  mounted.push(given.DATA_DIR);
  expect(await said(given)).toMatch(/^wrong: .*small has \d+ MB free -> make room: below 64 MB nothing is saved/m);
});

test('the command shows it in lines, changes nothing, and ends with 1 where something is wrong', async () => {
  const path = join(folder, 'untouched');
  const doctor = { program: ['start/doctor.ts'] };
  const well = await runEcho({ DATA_DIR: path }, 150, doctor);
  expect(well).toMatchObject({ code: 0, stderr: '' });
  expect(well.stdout).toContain(`\nGround\n  ✓ ${path} is made by the first start\n`);
  const wrong = await runEcho({ DATA_DIR: path, REDIS_URL: 'redis://127.0.0.1:1' }, 150, doctor);
  expect(wrong).toMatchObject({ code: 1, stderr: '' });
  expect(wrong.stdout).toContain('  ✗ Redis cannot be reached\n      set REDIS_URL to one that answers\n');
  expect(() => rmSync(path)).toThrow('ENOENT');
}, 320_000);
