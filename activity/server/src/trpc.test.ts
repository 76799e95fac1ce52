import { openDatabase } from '@echochat/core/platform/db/database.ts';
import { openLog } from '@echochat/core/platform/log.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { openWebServer, type WebServer } from './web-server.ts';

const health = { roles: ['web'], version: 'test', isReady: async () => true };
const lines: string[] = [];
let core: TestCore;
let web: WebServer;
let address: string;
let ana: Person;
beforeAll(async () => {
  core = await openTestCore();
  const log = openLog('error', { isTerminal: false, write: (text) => void lines.push(text) });
  web = openWebServer({ ...core, services: { ...core.services, log } }, health, { trustProxy: 1 });
  address = `http://127.0.0.1:${await web.listen(0, '127.0.0.1')}`;
  ana = await core.newcomer('Ana');
});
afterAll(async () => {
  await web.close(500);
  await core.close();
});

let asked = 0;
/** From a client of one's own each time. */
async function ask(path: string, given: { method?: string; body?: string; headers?: Record<string, string> } = {}) {
  asked += 1;
  const { headers, ...rest } = given;
  const response = await fetch(`${address}/trpc/${path}`, {
    ...rest,
    headers: { 'x-forwarded-for': `203.0.113.${asked % 250}`, 'content-type': 'application/json', ...headers },
  });
  const text = await response.text();
  const codes = [...text.matchAll(/"code":"([a-z_]+)"/g)].map(([, code]) => code);
  return { status: response.status, headers: response.headers, code: codes[0], codes, text };
}
/** An input without any wish. */
const nothing = encodeURIComponent('{"json":{}}');
const post = (body: string, headers = {}) => ({ method: 'POST', body, headers });
const bearer = async () => ({ authorization: `Bearer ${(await (await ana.api()).auth.createToken()).token}` });

describe('a token that is no good', () => {
  const past = async () => {
    const token = await bearer();
    core.clock.advance({ minutes: 20 });
    return token.authorization;
  };
  const gone = async () => {
    const [bo, api] = [await core.newcomer(`Bo${asked}`), core.services.database.prisma];
    const { token } = await (await bo.api()).auth.createToken();
    await api.user.update({ where: { id: bo.userId }, data: { deletedAt: new Date() } });
    return `Bearer ${token}`;
  };
  test.each<[string, () => string | Promise<string>]>([
    ['none', () => ''],
    ['nonsense', () => 'Bearer nonsense'],
    ['another scheme', () => 'Basic dXNlcjpwYXNz'],
    ['expired', past],
    ['of an account that is gone', gone],
  ])('%s: 401, in a batch and in a stream too', async (_what, make) => {
    const headers = { authorization: await make() };
    for (const path of [
      'goals.getMyGoals',
      'skills.getCategories?input=%7B%22json%22%3A%7B%7D%7D',
      'goals.getMyGoals,skills.getCategories?batch=1&input=%7B%7D',
      'notifications.watchInbox',
      'no.such',
    ])
      expect(await ask(path, { headers }), path).toMatchObject({ status: 401, code: 'not_signed_in' });
  });
});

describe('what cannot be read', () => {
  test.each<[string, number, string, Parameters<typeof ask>[1]]>([
    ['a body that is too large', 413, 'body_too_large', post(`{"json":"${'x'.repeat(210_000)}"}`)],
    ['broken JSON', 400, 'invalid_input', post('{"json":')],
    ['no JSON', 415, 'invalid_input', post('hello', { 'content-type': 'text/plain' })],
    ['a set', 400, 'invalid_input', post('{"json":{"title":[]},"meta":{"values":{"title":["set"]}}}')],
    ['a class', 400, 'invalid_input', post('{"json":{},"meta":{"values":[["class","X"]]}}')],
    ['a prototype', 400, 'invalid_input', post('{"json":{},"meta":{"values":{"__proto__.x":["Date"]}}}')],
    ['another method', 405, 'invalid_input', { method: 'DELETE' }],
  ])('%s', async (_what, status, code, given) => {
    const headers = { ...given?.headers, ...(await bearer()) };
    expect(await ask('goals.createGoal', { ...given, headers })).toMatchObject({ status, code });
  });

  test('a body of unknown length is cut where it is too large', async () => {
    let chunks = 0;
    const body = new ReadableStream({
      async pull(controller) {
        chunks += 1;
        controller.enqueue(new TextEncoder().encode(`"${'x'.repeat(60_000)}`));
        // The server runs in this process too, and has to have its turn; and no stream is endless.
        await new Promise((resolve) => setImmediate(resolve));
        if (chunks === 1_000) controller.close();
      },
    });
    const streamed = {
      method: 'POST',
      body,
      duplex: 'half' as const,
      headers: { 'content-type': 'application/json', ...(await bearer()) },
    };
    const response = await fetch(`${address}/trpc/goals.createGoal`, streamed).catch(() => null);
    // The line is cut while it still writes, or the answer is heard.
    if (response) expect(response.status).toBe(413);
    expect(chunks).toBeLessThan(1_000);
    expect((await ask(`skills.getCategories?input=${nothing}`)).status).toBe(200);
  });
});

describe('a batch', () => {
  const batch = (calls: number) => {
    const inputs = JSON.stringify(
      Object.fromEntries(Array.from({ length: Math.min(calls, 25) }, (_, call) => [call, { json: {} }])),
    );
    return `${Array(calls).fill('skills.getCategories').join(',')}?batch=1&input=${encodeURIComponent(inputs)}`;
  };

  test('holds twenty calls, of which each counts', async () => {
    expect((await ask(batch(20))).status).toBe(200);
    for (const path of [batch(21), batch(400), batch(21).replaceAll('s,s', 's%2Cs')])
      expect(await ask(path)).toMatchObject({ status: 413, code: 'batch_too_large' });
    const headers = { 'x-forwarded-for': '198.51.100.7' };
    for (let twenty = 0; twenty < 3; twenty += 1) expect((await ask(batch(20), { headers })).status).toBe(200);
    const refused = await ask(batch(2), { headers });
    expect([refused.status, refused.codes]).toEqual([429, ['too_many_requests', 'too_many_requests']]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('ratelimit-remaining')).toBe('0');
  });
});

test('nothing of it is kept on the way', async () => {
  for (const headers of [{}, await bearer()])
    expect((await ask('goals.getMyGoals', { headers })).headers.get('cache-control')).toBe('no-store');
});

test('while the database is away it says so, and when to ask again', async () => {
  const database = await openDatabase({ url: 'postgresql://postgres@127.0.0.1:1/none', log: openLog('silent') });
  const away = openWebServer({ ...core, services: { ...core.services, database } }, health);
  const port = await away.listen(0, '127.0.0.1');
  const response = await fetch(`http://127.0.0.1:${port}/trpc/auth.enterPages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"json":{"secret":"a-secret-of-some-length"}}',
  });
  expect(response.status).toBe(503);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await response.text()).toContain('"code":"unavailable"');
  await away.close(500);
  await database.close();
});

test('what nobody foresaw has an id, which the log has too', async () => {
  const headers = await bearer();
  await core.services.database.pool.query('ALTER TABLE learning_goals RENAME TO learning_goals_gone');
  lines.length = 0;
  const { status, text } = await ask('goals.getMyGoals', { headers });
  await core.services.database.pool.query('ALTER TABLE learning_goals_gone RENAME TO learning_goals');
  const id = /"id":"([0-9a-f]{8})"/.exec(text)?.[1];
  expect([status, typeof id]).toEqual([500, 'string']);
  expect(text).not.toContain('learning_goals');
  expect(lines.filter((line) => line.includes(`"errorId":"${id}"`))).toHaveLength(1);
});
