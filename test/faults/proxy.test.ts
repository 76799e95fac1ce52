import { type IncomingHttpHeaders, request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { endLeftovers, openFolders, startEcho } from './process.ts';
import { openProxy, type ReverseProxy } from './proxy.ts';

// EchoChat as npm start runs it, behind a real reverse proxy. Whole processes are started here.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
const startSeconds = 200;

const folders = openFolders();
let proxy: ReverseProxy;
let direct: string;
afterAll(async () => {
  await proxy?.close();
  await endLeftovers();
  folders.remove();
});

const guestCalls = '/trpc/skills.suggestCategories?input=%7B%22json%22%3A%7B%22query%22%3A%22gui%22%7D%7D';

/** By hand: fetch would not let us say Host. */
function ask(url: string, headers: Record<string, string> = {}, body: unknown = null) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const type = body === null ? {} : { 'content-type': 'application/json' };
    const method = body === null ? 'GET' : 'POST';
    const asked = request(url, { method, headers: { ...type, ...headers }, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    asked.on('error', reject);
    asked.end(body === null ? undefined : JSON.stringify(body));
  });
}
const statusOf = async (url: string, headers: Record<string, string> = {}) => (await ask(url, headers)).status;
const post = (url: string, body: unknown, headers: Record<string, string> = {}) => ask(url, headers, body);
const tokenFor = async (url: string, as: string) =>
  z.object({ token: z.string() }).parse(JSON.parse((await post(`${url}/auth/playground`, { as })).text)).token;
const freePort = () => String(20_000 + Math.floor(Math.random() * 20_000));

/** How often a client is refused of 61 calls, of which one is too many. */
async function refusedOf61(url: string, headers: (call: number) => Record<string, string>): Promise<number> {
  const answers = await Promise.all(Array.from({ length: 61 }, (_, call) => statusOf(url + guestCalls, headers(call))));
  return answers.filter((status) => status === 429).length;
}
function connect(url: string, token: string, headers: Record<string, string> = {}): Promise<Socket | Error> {
  const socket = io(url, { transports: ['websocket'], auth: { token }, extraHeaders: headers, reconnection: false });
  return new Promise((resolve) => {
    socket.on('connect', () => resolve(socket));
    socket.on('connect_error', (error) => resolve(error));
  });
}

describe('behind a proxy whose word counts', () => {
  beforeAll(async () => {
    const echo = await startEcho({ DATA_DIR: folders.path('proxied'), TRUST_PROXY: '1' }, startSeconds);
    direct = echo.url;
    proxy = await openProxy(direct);
  });

  test('each client has a budget of their own, whatever they write into their header', async () => {
    expect(await refusedOf61(proxy.url, () => ({ 'x-test-client': '203.0.113.1' }))).toBe(1);
    expect(await statusOf(proxy.url + guestCalls, { 'x-test-client': '203.0.113.2' })).toBe(200);
    const forged = (call: number) => ({ 'x-test-client': '203.0.113.3', 'x-forwarded-for': `198.51.100.${call}` });
    expect(await refusedOf61(proxy.url, forged)).toBe(1);
    // Of one IPv6 network all are one client.
    const sixth = (call: number) => ({ 'x-test-client': `2001:db8:1:2::${call.toString(16)}` });
    expect(await refusedOf61(proxy.url, sixth)).toBe(1);
    expect(await statusOf(proxy.url + guestCalls, { 'x-test-client': '2001:db8:1:3::1' })).toBe(200);
  });

  test('a refusal says when to ask again', async () => {
    const { status, headers } = await ask(proxy.url + guestCalls, { 'x-test-client': '203.0.113.1' });
    expect(status).toBe(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(headers['ratelimit-limit']).toBe('60');
    expect(headers['cache-control']).toBe('no-store');
  });

  test('sixty people come in through it within a minute, and a flood of wrong links shuts nobody out', async () => {
    const wrong = async (call: number) =>
      (
        await post(
          `${proxy.url}/trpc/auth.enterPages`,
          { json: { secret: `made-up-secret-${call}` } },
          { 'x-test-client': '203.0.113.9' },
        )
      ).status;
    const flood = await Promise.all(Array.from({ length: 400 }, (_, call) => wrong(call)));
    expect(new Set(flood)).toEqual(new Set([400, 429]));
    const comesIn = async (number: number) => {
      const token = await tokenFor(direct, `Guest ${number}`);
      const opened = await post(`${direct}/trpc/auth.openPages`, { json: {} }, { authorization: `Bearer ${token}` });
      const path = /"path":"\/enter#([\w-]+)"/.exec(opened.text)?.[1];
      // All of them at the address that the flood came from.
      return (
        await post(`${proxy.url}/trpc/auth.enterPages`, { json: { secret: path } }, { 'x-test-client': '203.0.113.9' })
      ).status;
    };
    const came: number[] = [];
    for (let number = 0; number < 60; number += 1) came.push(await comesIn(number));
    expect(came.filter((status) => status === 200)).toHaveLength(60);
  });

  test('a socket goes through it, and a wrong token does not', async () => {
    const token = await tokenFor(direct, 'Mei');
    const socket = await connect(proxy.url, token, { 'x-test-client': '203.0.113.20' });
    expect(socket).not.toBeInstanceOf(Error);
    if (!(socket instanceof Error)) socket.disconnect();
    expect(await connect(proxy.url, 'no token', { 'x-test-client': '203.0.113.21' })).toMatchObject({
      message: 'not_signed_in',
    });
    const guesses = await Promise.all(
      Array.from({ length: 320 }, () => connect(proxy.url, 'no token', { 'x-test-client': '203.0.113.21' })),
    );
    // Who guesses on is not even asked any more.
    expect(guesses.some((error) => error instanceof Error && error.message !== 'not_signed_in')).toBe(true);
    const other = await connect(proxy.url, token, { 'x-test-client': '203.0.113.22' });
    expect(other).not.toBeInstanceOf(Error);
    if (!(other instanceof Error)) other.disconnect();
  });

  test('the playground, the metrics and the details of health are for this machine alone', async () => {
    for (const path of ['/metrics', '/playground/people']) {
      expect(await statusOf(direct + path), path).toBe(200);
      expect(
        await statusOf(proxy.url + path, { host: new URL(direct).host, 'x-test-client': '203.0.113.1' }),
        path,
      ).toBeGreaterThanOrEqual(400);
      expect(
        await statusOf(proxy.url + path, { 'x-forwarded-for': '127.0.0.1', 'x-test-client': '203.0.113.1' }),
        path,
      ).toBeGreaterThanOrEqual(400);
    }
    const own = JSON.parse((await ask(`${direct}/healthz`)).text);
    expect(own).toMatchObject({ status: 'ok', version: expect.any(String) });
    expect((await ask(`${proxy.url}/healthz`, { 'x-test-client': '203.0.113.1' })).text).toBe('{"status":"ok"}');
    const token = await post(`${proxy.url}/auth/playground`, { as: 'anybody' }, { 'x-test-client': '203.0.113.1' });
    expect(token.status).toBe(403);
  });
});

test('without TRUST_PROXY nobody’s word about an address counts', async () => {
  const echo = await startEcho(
    { DATA_DIR: folders.path('direct'), METRICS_TOKEN: 'a-token-for-metrics' },
    startSeconds,
  );
  expect(await refusedOf61(echo.url, (call) => ({ 'x-forwarded-for': `203.0.113.${call}` }))).toBe(1);
  // Somebody stands between who is not known: not from this machine.
  const passedOn = { 'x-forwarded-for': '127.0.0.1' };
  expect(await statusOf(`${echo.url}/metrics`, passedOn)).toBe(401);
  expect(await statusOf(`${echo.url}/metrics`, { ...passedOn, authorization: 'Bearer a-token-for-metricz' })).toBe(401);
  expect(await statusOf(`${echo.url}/metrics`, { ...passedOn, authorization: 'Bearer a-token-for-metrics' })).toBe(200);
  expect((await post(`${echo.url}/auth/playground`, { as: 'anybody' }, passedOn)).status).toBe(403);
  await echo.end();
});

const outside = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address;

describe('where others can reach it', () => {
  test('there is no playground and no demo community, unless it is said on purpose', async () => {
    const echo = await startEcho(
      {
        DATA_DIR: folders.path('public'),
        PUBLIC_URL: 'https://echo.example.org',
        PORT: freePort(),
      },
      startSeconds,
    );
    expect(echo.stdout()).toMatch(/playground {2}off/);
    expect(echo.stdout()).toContain('(0 learners)');
    expect((await post(`${echo.url}/auth/playground`, { as: 'anybody' }, { host: 'echo.example.org' })).status).toBe(
      404,
    );
    await echo.end();
    const asked = await startEcho(
      {
        DATA_DIR: folders.path('asked'),
        PUBLIC_URL: 'https://echo.example.org',
        PORT: freePort(),
        PLAYGROUND: '1',
      },
      startSeconds,
    );
    expect(asked.stdout()).toMatch(/playground {2}on/);
    expect(asked.stdout()).toContain('Warning: PLAYGROUND=1');
    await asked.end();
  });

  test.skipIf(outside === undefined)(
    'a Host header opens no door: what counts is where the connection comes from',
    async () => {
      const echo = await startEcho({ DATA_DIR: folders.path('open'), HOST: '0.0.0.0', PLAYGROUND: '1' }, startSeconds);
      const { port } = new URL(echo.url);
      const from = (host: string) =>
        post(`http://${host}:${port}/auth/playground`, { as: 'anybody' }, { host: `localhost:${port}` });
      expect((await from('127.0.0.1')).status).toBe(200);
      expect((await from(outside ?? '')).status).toBe(403);
      await echo.end();
    },
  );
});
