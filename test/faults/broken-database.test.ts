import { existsSync, readdirSync, readFileSync, readlinkSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, expect, test, vi } from 'vitest';
import { accept, goalsOf, matchedPair, noticesOf, refusal, say, sentence, until } from './chat.ts';
import { type EchoProcess, endLeftovers, openFolders, startEcho } from './process.ts';

// Whole processes are started here, on machines that have other things to do.
vi.setConfig({ testTimeout: 300_000 });

const folders = openFolders();
afterAll(async () => {
  await endLeftovers();
  folders.remove();
});

/** The ports that a process listens on, by what Linux says of it. */
function portsOf(pid: number): number[] {
  const fds = `/proc/${pid}/fd`;
  const sockets = readdirSync(fds).map((fd) => linkOf(join(fds, fd)));
  const listening = readFileSync(`/proc/${pid}/net/tcp`, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state]) => state === '0A');
  return listening
    .filter((fields) => sockets.includes(`socket:[${fields[9]}]`))
    .map(([, address = '']) => Number.parseInt(address.split(':')[1] ?? '', 16));
}

const linkOf = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
};

/** Speaks to the embedded database of a running EchoChat past it: the one of its ports that answers SQL. */
async function openInside(echo: EchoProcess): Promise<pg.Client> {
  for (const port of portsOf(echo.pid)) {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', connectionTimeoutMillis: 10_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch {
      // One of its other ports.
    }
  }
  throw new Error('no port of it speaks to a client of PostgreSQL');
}

const readiness = async ({ url }: EchoProcess) => {
  const answer = await fetch(`${url}/readyz`);
  return [answer.status, await answer.json()];
};

test.skipIf(!existsSync('/proc/self/fd'))(
  'an embedded database that breaks while it runs: said in words, by /readyz and in the log; then all goes on (needs /proc)',
  async () => {
    const dataDir = folders.path('data');
    const echo = await startEcho({ DATA_DIR: dataDir }, 180);
    expect(refusal(await say(echo.url, 'Zoe', '/goals add title:"Before"'))).toBeNull();
    const { matchId } = await matchedPair(echo.url, 'Ana', 'Ben');

    // The disk with its log is gone for a while: PostgreSQL panics, and in WebAssembly it then computes for ever.
    const inside = await openInside(echo);
    await inside.query('SELECT pg_switch_wal()');
    const log = join(dataDir, 'postgres', 'pg_wal');
    renameSync(log, folders.path('away'));
    await inside.query('SELECT pg_switch_wal()').catch(() => {});
    await inside.query(`CREATE TABLE never (id int)`).catch(() => {});
    await expect.poll(() => readiness(echo), { timeout: 60_000 }).toEqual([503, { status: 'database' }]);
    expect((await fetch(`${echo.url}/healthz`)).status).toBe(200);
    const meanwhile = await say(echo.url, 'Zoe', '/goals add title:"Meanwhile"');
    expect(refusal(meanwhile)).toMatch(/try again|moment|minute/i);
    console.info(`said meanwhile: ${sentence(meanwhile)}`);
    expect(echo.stdout() + echo.stderr()).toContain('the embedded database has ended and is opened again');

    renameSync(folders.path('away'), log);
    await expect.poll(() => readiness(echo), { timeout: 120_000 }).toEqual([200, { status: 'ready' }]);
    expect(echo.stdout() + echo.stderr()).toContain('the embedded database is well again');
    expect(refusal(await say(echo.url, 'Zoe', '/goals add title:"After"'))).toBeNull();
    expect((await goalsOf(echo.url, 'Zoe')).map(({ title }) => title).toSorted()).toEqual(['After', 'Before']);
    // Jobs go on too.
    expect(refusal(await accept(echo.url, 'Ana', matchId))).toBeNull();
    await until(
      'Ben hears of it',
      async () => (await noticesOf(echo.url, 'Ben')).some((one) => one.matchId === matchId),
      60,
    );
    expect(await echo.end()).toMatchObject({ code: 0 });
  },
);
