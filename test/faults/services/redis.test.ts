import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { accept, matchedPair, noticesOf, openWindow, refusal, say, until, type Window } from '../chat.ts';
import { type Network, openNetwork } from '../network.ts';
import { type EchoProcess, endLeftovers, openFolders, runEcho, startEcho } from '../process.ts';
import { faultSeconds, redisUrl } from './server.ts';

vi.setConfig({ testTimeout: 120_000 + 4_000 * faultSeconds, hookTimeout: 90_000 });

describe.skipIf(redisUrl === null)('Redis is away (needs REDIS_URL)', () => {
  const folders = openFolders();
  const address = new URL(redisUrl ?? 'redis://127.0.0.1');
  let network: Network;
  let echo: EchoProcess;
  let pairs = 0;

  beforeAll(async () => {
    network = await openNetwork(Number(address.port || 6379));
    const throughNetwork = new URL(address);
    throughNetwork.host = `127.0.0.1:${network.port}`;
    // A database of its own in Redis where keys are concerned; channels are shared by all.
    throughNetwork.pathname = '/9';
    echo = await startEcho({ DATA_DIR: folders.path('house'), REDIS_URL: throughNetwork.href });
  });
  afterAll(async () => {
    await endLeftovers();
    await network.close();
    const redis = new Redis(address.href, { db: 9 });
    await redis.flushdb();
    redis.disconnect();
    folders.remove();
  });

  async function pair() {
    pairs += 1;
    const [first, second] = [`Ana${pairs}`, `Ben${pairs}`];
    return { first, second, ...(await matchedPair(echo.url, first, second, pairs)) };
  }

  const cardsOf = (window: Window, kind: RegExp) => window.events.filter(({ card }) => kind.test(card.title)).length;

  const faults: { name: string; begin: () => void | Promise<void> }[] = [
    { name: 'a black hole', begin: () => network.silence() },
    { name: 'refused connections', begin: () => network.refuse() },
    { name: 'connections swallowed for good', begin: () => network.sever() },
    { name: 'every connection reset', begin: () => network.reset() },
  ];
  test.each(faults)(
    '$name: commands and the inbox go on, and pushes arrive once it is back',
    async ({ name, begin }) => {
      const { first, second, matchId } = await pair();
      const window = await openWindow(echo.url, second);
      expect(refusal(await say(echo.url, second, '/profile view'))).toBeNull();
      await begin();

      const over = performance.now() + faultSeconds * 1_000;
      const seconds: number[] = [];
      do {
        const reply = await say(echo.url, second, '/profile edit headline:"While it was away"');
        expect(refusal(reply)).toBeNull();
        seconds.push(reply.seconds);
      } while (performance.now() < over && seconds.length < 20);
      expect(refusal(await accept(echo.url, first, matchId))).toBeNull();
      await until('the inbox has it', async () => (await noticesOf(echo.url, second)).length === 1);
      expect((await fetch(`${echo.url}/readyz`)).status).toBe(200);
      expect(Math.max(...seconds)).toBeLessThan(5);
      await network.open();

      const pushed = await until('the push of meanwhile arrives', () => window.events.length > 0, 20);
      expect(refusal(await accept(echo.url, second, matchId))).toBeNull();
      await until('a new push arrives', () => window.events.length > 1, 20);
      const slowest = Math.max(...seconds).toFixed(1);
      console.info(
        `${name}: a command took up to ${slowest} s, the push came ${pushed.toFixed(1)} s after it was over`,
      );
      const profile = await say(echo.url, second, '/profile view');
      expect(JSON.stringify(profile.card)).toContain('While it was away');
      expect(cardsOf(window, /.*/)).toBe(2);
      window.close();
      expect(echo.isAlive()).toBe(true);
    },
  );

  test('a stranger’s message on the channel ends nothing', async () => {
    const redis = new Redis(address.href);
    for (const text of ['not JSON', '{"userId":"me"}', 'null']) await redis.publish('echochat:push', text);
    redis.disconnect();
    expect(refusal(await say(echo.url, 'Zoe', '/goals add title:"Still here"'))).toBeNull();
    expect(echo.isAlive()).toBe(true);
  });

  test('at the start a Redis that is silent is one line that names REDIS_URL and shows no password', async () => {
    network.silence();
    const ended = await runEcho({
      DATA_DIR: folders.path('refused'),
      REDIS_URL: `redis://:hunter2@127.0.0.1:${network.port}`,
    });
    await network.open();
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^REDIS_URL should [^\n]+ cannot be reached\.\n$/);
  });

  test('a process that is told to end ends, with Redis there or away', async () => {
    await network.refuse();
    expect(await echo.end()).toMatchObject({ code: 0, stderr: '' });
    await network.open();
  });
});
