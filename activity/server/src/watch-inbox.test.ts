import { setTimeout as wait } from 'node:timers/promises';
import { notify, publishAll } from '@echochat/core/notifications/notify.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { openWebServer, type WebServer } from './web-server.ts';

let core: TestCore;
let web: WebServer;
let ana: Person;
beforeAll(async () => {
  core = await openTestCore();
  ana = await core.newcomer('Ana');
  web = openWebServer(core, { roles: ['web'], version: 'test', isReady: async () => true });
});
afterEach(() => web.close(500));
afterAll(() => core.close());

async function open(address: string, token: string | null) {
  const response = await fetch(`${address}/trpc/notifications.watchInbox`, {
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  });
  let text = '';
  const ended = (async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString('utf8');
  })();
  return { response, ended, heard: () => text };
}

test('a stream of the inbox is opened by a token alone, says what comes at once, and ends with the server', async () => {
  const address = `http://127.0.0.1:${await web.listen(0, '127.0.0.1')}`;
  const { token } = await (await ana.api()).auth.createToken();
  for (const wrong of [null, 'no token']) {
    const guest = await open(address, wrong);
    await guest.ended;
    expect(guest.heard()).toContain('"code":"not_signed_in"');
  }

  const { response, ended, heard } = await open(address, token);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  await expect.poll(heard).toContain('data: {"json":{"unread":0,"newest":null}}');
  const notice = { userId: ana.userId, kind: 'match.closed', payload: {}, eventKey: 'one' } as const;
  const pushes = await core.services.database.transaction((tx) => notify(tx, core.services, [notice]));
  const from = performance.now();
  await publishAll(core.services, pushes);
  await expect.poll(heard).toContain(`"unread":1,"newest":${pushes[0]?.notificationId}`);
  expect(performance.now() - from).toBeLessThan(1_000);

  const stopping = performance.now();
  const closed = web.close(20_000);
  await ended;
  await closed;
  expect(performance.now() - stopping).toBeLessThan(3_000);
  expect(heard()).toContain('event: return');
});

test('a window that is closed leaves its place to the next one', async () => {
  web = openWebServer(core, { roles: ['web'], version: 'test', isReady: async () => true });
  const address = `http://127.0.0.1:${await web.listen(0, '127.0.0.1')}`;
  const { token } = await (await ana.api()).auth.createToken();
  for (let window = 0; window < 6; window += 1) {
    const leaving = new AbortController();
    const response = await fetch(`${address}/trpc/notifications.watchInbox`, {
      headers: { authorization: `Bearer ${token}` },
      signal: leaving.signal,
    });
    const first = await response.body?.pipeThrough(new TextDecoderStream()).getReader().read();
    expect(first?.value).toContain('event: connected');
    leaving.abort();
    await wait(50);
  }
  const { heard } = await open(address, token);
  await expect.poll(heard).toContain('"unread"');
});

test('AU-4: who signs out hears no more of the inbox', async () => {
  web = openWebServer(core, { roles: ['web'], version: 'test', isReady: async () => true });
  const address = `http://127.0.0.1:${await web.listen(0, '127.0.0.1')}`;
  const bo = await core.newcomer('Bo');
  const mine = await open(address, (await (await ana.api()).auth.createToken()).token);
  const others = await open(address, (await (await bo.api()).auth.createToken()).token);
  await expect.poll(others.heard).toContain('"unread"');
  await expect.poll(mine.heard).toContain('"unread"');
  await (await ana.api()).auth.signOutEverywhere();
  await mine.ended;
  expect(mine.heard()).toContain('event: return');
  expect(others.heard()).not.toContain('event: return');
});
