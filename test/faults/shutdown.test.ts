import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { goalsOf, openWindow, refusal, say, watchInbox } from './chat.ts';
import { endLeftovers, endWhileStarting, openFolders, startEcho } from './process.ts';

// Whole processes are started here, on machines that have other things to do.
vi.setConfig({ testTimeout: 180_000 });

const folders = openFolders();
const environment = { DATA_DIR: folders.path('house') };
afterAll(async () => {
  await endLeftovers();
  folders.remove();
});

const people = Array.from({ length: 12 }, (_, index) => `Goer${index}`);

test.each([
  { name: 'SIGTERM', signals: ['SIGTERM'] },
  { name: 'SIGINT, and both again by somebody impatient', signals: ['SIGINT', 'SIGINT', 'SIGTERM', 'SIGTERM'] },
] as const)(
  '$name: what was begun is answered, streams end, and the process ends with 0',
  async ({ name, signals }) => {
    const echo = await startEcho(environment);
    const window = await openWindow(echo.url, 'Watcher');
    const page = await watchInbox(echo.url, 'Watcher');
    const title = `Before ${name}`;
    // Their connections are open and their requests sent before anybody is told to stop.
    const asked = people.map((as) => say(echo.url, as, `/goals add title:"${title}"`));
    await Promise.race(asked);

    const from = performance.now();
    for (const signal of signals) {
      echo.signal(signal);
      await wait(20);
    }
    expect((await Promise.all(asked)).map(refusal)).toEqual(people.map(() => null));
    expect(await window.closed).toBe(true);
    expect(await page.heard).toContain('event: return');
    expect(await echo.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect((performance.now() - from) / 1_000).toBeLessThan(10);

    const again = await startEcho(environment);
    for (const as of people) expect((await goalsOf(again.url, as)).map((goal) => goal.title)).toContain(title);
    expect(await again.end()).toMatchObject({ code: 0 });
  },
);

test('told to end or killed while it starts, a process leaves nothing that the next one stumbles over', async () => {
  const folder = folders.path('interrupted');
  expect(await endWhileStarting(folder, 'SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
  const other = folders.path('also interrupted');
  expect(await endWhileStarting(other, 'SIGTERM')).toMatchObject({ code: 0, stderr: '' });
  for (const dataDir of [folder, other]) {
    const echo = await startEcho({ DATA_DIR: dataDir });
    expect(refusal(await say(echo.url, 'Zoe', '/goals add title:"Here"'))).toBeNull();
    expect(await echo.end()).toMatchObject({ code: 0 });
  }
});
