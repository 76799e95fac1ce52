import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { accept, matchedPair, noticesOf, openWindow, refusal, say, sentence, until, went } from '../chat.ts';
import { type Network, openNetwork } from '../network.ts';
import { type EchoProcess, endLeftovers, openFolders, runEcho, startEcho } from '../process.ts';
import { databaseUrl, faultSeconds, type OwnDatabase, openOwnDatabase } from './server.ts';

vi.setConfig({ testTimeout: 120_000 + 4_000 * faultSeconds, hookTimeout: 90_000 });

/** What a command may take while the database is away. */
const patienceSeconds = 8;
const unavailable = /cannot reach its memory right now/;

describe.skipIf(databaseUrl === null)('the database is away (needs DATABASE_URL)', () => {
  const folders = openFolders();
  let database: OwnDatabase;
  let network: Network;
  let echo: EchoProcess;
  let pairs = 0;

  beforeAll(async () => {
    database = await openOwnDatabase(databaseUrl ?? '');
    network = await openNetwork(database.port);
    echo = await startEcho({ DATA_DIR: folders.path('house'), DATABASE_URL: database.url(network.port) });
  });
  afterAll(async () => {
    await endLeftovers();
    await network.close();
    await database.drop();
    folders.remove();
  });

  const status = async (path: string) => (await fetch(`${echo.url}${path}`)).status;

  /** A pair whose first half waits for an answer; the name is theirs alone. */
  async function pair() {
    pairs += 1;
    const [first, second] = [`Ana${pairs}`, `Ben${pairs}`];
    return { first, second, ...(await matchedPair(echo.url, first, second, pairs)) };
  }

  /** Commands are answered with the sentence and in time, the process is alive and says that it is not ready. */
  async function expectAway(): Promise<void> {
    const replies = await Promise.all(['Zoe', 'Yan', 'Xia'].map((as) => say(echo.url, as, '/goals list')));
    for (const reply of replies) {
      expect(sentence(reply)).toMatch(unavailable);
      expect(reply.seconds).toBeLessThan(patienceSeconds);
    }
    expect(await status('/healthz')).toBe(200);
    expect(await status('/readyz')).toBe(503);
  }

  /** Everything works, the worker too: an answer to a match is heard of. */
  async function expectBack(): Promise<number> {
    const seconds = await until('ready again', async () => (await status('/readyz')) === 200, 20);
    await until('commands work', async () => went(await say(echo.url, 'Zoe', '/goals add title:"Back again"')), 10);
    const { first, second, matchId } = await pair();
    expect(refusal(await accept(echo.url, first, matchId))).toBeNull();
    await until('the worker works', async () => (await noticesOf(echo.url, second)).length > 0, 20);
    expect(echo.isAlive()).toBe(true);
    return seconds;
  }

  const faults: { name: string; begin: () => void | Promise<void> }[] = [
    { name: 'a black hole', begin: () => network.silence() },
    { name: 'refused connections', begin: () => network.refuse() },
  ];
  test.each(faults)('$name: a sentence, not ready, and all is well once it is back', async ({ name, begin }) => {
    await until('well at first', async () => went(await say(echo.url, 'Zoe', '/goals add title:"Before"')));
    await begin();
    const over = performance.now() + faultSeconds * 1_000;
    do {
      await expectAway();
      await wait(200);
    } while (performance.now() < over);
    await network.open();
    console.info(`${name}: ready again after ${(await expectBack()).toFixed(1)} s`);
  });

  test('a black hole that swallows the connections for good, while new ones are well', async () => {
    await Promise.all(['Zoe', 'Yan', 'Xia', 'Wim'].map((as) => say(echo.url, as, '/goals list')));
    network.sever();
    console.info(`severed: ready again after ${(await expectBack()).toFixed(1)} s`);
  });

  test('all connections break in the middle of writing: no command is half done, and none without an answer', async () => {
    const asked = Array.from({ length: 30 }, async (_, index) => {
      const as = `Writer${index % 10}`;
      await wait(index * 15);
      return { as, title: `Title ${index}`, reply: await say(echo.url, as, `/goals add title:"Title ${index}"`) };
    });
    for (let time = 0; time < 4; time += 1) {
      await wait(100);
      network.reset();
    }
    const done = await Promise.all(asked);
    const { rows } = await database.query(`SELECT title FROM learning_goals WHERE title LIKE 'Title %'`);
    const kept = rows.map((row: { title: string }) => row.title);
    for (const { title, reply } of done) {
      if (went(reply)) expect(kept.filter((other) => other === title)).toEqual([title]);
      else expect(sentence(reply)).not.toBe('');
    }
    await expectBack();
  });

  test('the server restarts its backends while a job is being marked as done: the process lives and the job is done once', async () => {
    const { first, second, matchId } = await pair();
    const window = await openWindow(echo.url, second);
    // The job waits for this lock; its connection is gone before it can say that it is done.
    const holder = await database.connect();
    await holder.query('BEGIN; LOCK TABLE notifications IN ACCESS EXCLUSIVE MODE');
    expect(refusal(await accept(echo.url, first, matchId))).toBeNull();
    const locked = 'SELECT 1 FROM graphile_worker.jobs WHERE locked_by IS NOT NULL';
    await until('the job runs', async () => (await database.query(locked)).rowCount === 1);
    await network.refuse();
    await wait(1_500);
    await holder.query('COMMIT');
    await holder.end();
    await wait(500);
    await network.open();

    const about = async () => (await noticesOf(echo.url, second)).filter((notice) => notice.matchId === matchId);
    await until('commands work', async () => went(await say(echo.url, 'Zoe', '/goals list')), 20);
    const seconds = await until('the notice is there', async () => (await about()).length > 0, 45);
    console.info(`the interrupted job was done after ${seconds.toFixed(1)} s`);
    expect(await about()).toHaveLength(1);
    window.close();
    expect(echo.isAlive()).toBe(true);
  });

  test('told to end while the database is away, it ends in time', async () => {
    const ending = await startEcho({ DATA_DIR: folders.path('other'), DATABASE_URL: database.url(network.port) });
    network.silence();
    await say(ending.url, 'Zoe', '/goals list');
    const from = performance.now();
    const { signal } = await ending.end();
    expect(signal).toBeNull();
    expect((performance.now() - from) / 1_000).toBeLessThan(12);
    await network.open();
  });

  test.each([
    ['is silent', (address: URL) => address.href, /cannot be reached/],
    [
      'refuses the user',
      (address: URL) => Object.assign(address, { username: 'nobody-of-ours' }).href,
      /refuses|reached/,
    ],
    [
      'has no such database',
      (address: URL) => Object.assign(address, { pathname: '/none-of-ours' }).href,
      /no such database/,
    ],
  ])(
    'at the start a server that %s is one line that names DATABASE_URL and shows no password',
    async (what, change, why) => {
      const address = new URL(database.url(network.port));
      address.password = 'hunter2';
      if (what === 'is silent') network.silence();
      const ended = await runEcho({ DATA_DIR: folders.path('refused'), DATABASE_URL: change(address) });
      await network.open();
      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toMatch(/^DATABASE_URL should [^\n]+\.\n$/);
      expect(ended.stderr).toMatch(why);
      expect(ended.stderr).not.toContain('hunter2');
    },
  );
});
