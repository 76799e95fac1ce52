import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedDatabase } from '@echochat/prisma/embedded.ts';
import { applyMigrations } from '@echochat/prisma/migrate.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { goalsOf, refusal, say, sentence } from './chat.ts';
import { type Ended, endLeftovers, openFolders, runEcho, startEcho } from './process.ts';

// Whole processes are started here, on machines that have other things to do.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const folders = openFolders();
const whole = folders.path('whole');
const mounted: string[] = [];

beforeAll(async () => {
  mkdirSync(join(whole, 'postgres'), { recursive: true });
  const database = await openEmbeddedDatabase({ dataDir: join(whole, 'postgres') });
  await applyMigrations(database.url);
  await database.close();
});
afterAll(async () => {
  await endLeftovers();
  for (const path of mounted) execFileSync('umount', [path]);
  folders.remove();
});

/** A copy of a whole data folder, with something done to it. */
function folderWith(name: string, change: (database: string) => void): string {
  const path = folders.path(name);
  cpSync(whole, path, { recursive: true });
  change(join(path, 'postgres'));
  return path;
}

/** One line that names DATA_DIR and the folder, and says what to do; no stack, nothing else. */
function expectRefusal(ended: Ended, folder: string, toDo: RegExp): void {
  expect(ended.stderr).toMatch(/^DATA_DIR should [^\n]+\.\n$/);
  expect(ended.stderr).toContain(folder);
  expect(ended.stderr).toMatch(toDo);
  expect(ended).toMatchObject({ code: 1, stdout: '' });
}

const spoil = (path: string) => writeFileSync(path, randomBytes(8_192));
const restore = /npm run restore/;

describe('a data folder that cannot be used is refused in one line', () => {
  test.each<[string, (database: string) => void, RegExp]>([
    ['without PG_VERSION', (database) => rmSync(join(database, 'PG_VERSION')), restore],
    [
      'with other files',
      (database) => {
        rmSync(database, { recursive: true });
        mkdirSync(database);
        writeFileSync(join(database, 'holiday.txt'), 'sun');
      },
      restore,
    ],
    ['of another PostgreSQL', (database) => writeFileSync(join(database, 'PG_VERSION'), '16\n'), restore],
    ['with a spoilt pg_control', (database) => spoil(join(database, 'global', 'pg_control')), restore],
    ['with an empty pg_control', (database) => writeFileSync(join(database, 'global', 'pg_control'), ''), restore],
    [
      'with a spoilt log',
      (database) => {
        const names = readdirSync(join(database, 'pg_wal')).filter((name) => /^0/.test(name));
        for (const name of names) spoil(join(database, 'pg_wal', name));
      },
      restore,
    ],
    [
      'with a file in place of the database',
      (database) => {
        rmSync(database, { recursive: true });
        writeFileSync(database, '');
      },
      /Move it away/,
    ],
  ])('%s', async (name, change, toDo) => {
    const path = folderWith(name.replaceAll(' ', '-'), change);
    const before = existsSync(join(path, 'postgres', 'PG_VERSION'));
    expectRefusal(await runEcho({ DATA_DIR: path }, 150), path, toDo);
    expect(existsSync(join(path, 'postgres', 'PG_VERSION'))).toBe(before);
  });

  test.each(['/proc/x', '/proc/self/y/z', '/dev/null', '/dev/null/x'])('%s', async (path) => {
    expectRefusal(await runEcho({ DATA_DIR: path }, 150), path, /folder that can be written/);
  });
});

/** A disk of so many megabytes at a new folder; null where this machine lets nobody mount one. */
function mountDisk(name: string, megabytes: number): string | null {
  const path = folders.path(name);
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'ignore' });
    mounted.push(path);
    return path;
  } catch {
    return null;
  }
}

const canMount = mountDisk('probe', 1) !== null;

describe.skipIf(!canMount)('a disk that cannot be used is refused in one line (needs the right to mount)', () => {
  test('too small for a new database', async () => {
    const path = mountDisk('small', 40) ?? '';
    expectRefusal(await runEcho({ DATA_DIR: path }, 150), path, /Make room/);
    expect(readdirSync(path)).not.toContain('postgres');
  });

  test('full', async () => {
    const path = mountDisk('full', 1) ?? '';
    writeFileSync(join(path, 'filler'), Buffer.alloc(2 ** 20 - 4_096 * 3));
    expectRefusal(await runEcho({ DATA_DIR: path }, 150), path, /Make room/);
    const secret = join(path, 'auth-secret');
    if (existsSync(secret)) expect(readFileSync(secret, 'utf8').length).toBeGreaterThan(32);
  });

  test('read-only', async () => {
    const path = mountDisk('read-only', 200) ?? '';
    cpSync(whole, path, { recursive: true });
    execFileSync('mount', ['-o', 'remount,ro', path]);
    expectRefusal(await runEcho({ DATA_DIR: path }, 150), path, /Mount it for writing/);
  });
});

describe.skipIf(!canMount)('a disk that fills up while it runs (needs the right to mount)', () => {
  test('is said in words and by /readyz, and all is well once there is room again', async () => {
    const path = mountDisk('filling', 400) ?? '';
    const echo = await startEcho({ DATA_DIR: join(path, 'data'), LOG_LEVEL: 'silent' }, 150);
    expect(refusal(await say(echo.url, 'Zoe', '/goals add title:"Before"'))).toBeNull();
    const filler = join(path, 'filler');
    try {
      writeFileSync(filler, Buffer.alloc(400 * 2 ** 20));
    } catch {
      // It takes what there is.
    }
    const state = async () => {
      const answer = await fetch(`${echo.url}/readyz`);
      return [answer.status, await answer.json()];
    };
    await expect.poll(state, { timeout: 30_000 }).toEqual([503, { status: 'disk' }]);
    expect(sentence(await say(echo.url, 'Zoe', '/goals add title:"Meanwhile"'))).toMatch(
      /^EchoChat cannot save right now/,
    );
    rmSync(filler);
    await expect.poll(state, { timeout: 30_000 }).toEqual([200, { status: 'ready' }]);
    expect(refusal(await say(echo.url, 'Zoe', '/goals add title:"After"'))).toBeNull();
    const titles = (await goalsOf(echo.url, 'Zoe')).map(({ title }) => title);
    expect(titles.toSorted()).toEqual(['After', 'Before']);
    expect(await echo.end()).toMatchObject({ code: 0 });
  });
});

test('files that may not grow are refused in one line', async () => {
  const path = folders.path('limited');
  const ended = await runEcho({ DATA_DIR: path }, 150, { largestFile: 2_000 });
  expectRefusal(ended, path, /ulimit -f/);
});

describe.skipIf(process.getuid?.() !== 0)('a folder of somebody else (needs root, to be another user)', () => {
  test('is refused in one line that names both', async () => {
    const path = folderWith('of root', () => {});
    const ended = await runEcho({ DATA_DIR: path }, 150, { user: 65_534 });
    expectRefusal(ended, path, /belongs to another user \(0, EchoChat runs as 65534\)/);
  });
});
