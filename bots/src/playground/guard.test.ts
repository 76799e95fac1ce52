import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningPlayground, startPlayground } from '../../test/playground.ts';
import type { PlaygroundAccess } from './guard.ts';

let core: TestCore;
let playground: RunningPlayground;
beforeAll(async () => {
  core = await openTestCore();
  playground = await startPlayground(core, 'play.example.org');
});
afterAll(async () => {
  await playground.close();
  await core.close();
});

/** The status that a request with these headers gets; fetch would not let us say Host or Origin. */
const statusOf = (path: string, headers: Record<string, string>, at = playground.url): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = request(at + path, { headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    asked.on('error', reject);
    asked.end();
  });

describe('the playground is for its own page', () => {
  test.each([
    ['a program on this machine', {}, 200],
    ['its own page', { host: 'localhost:3000', origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }, 200],
    ['its own page by number', { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' }, 200],
    ['its own page by IPv6', { host: '[::1]:3000', origin: 'http://[::1]:3000' }, 200],
    ['its own page by its public name', { host: 'play.example.org', origin: 'https://play.example.org' }, 200],
    ['an address typed in', { host: 'localhost', 'sec-fetch-site': 'none' }, 200],
    ['another page', { host: 'localhost:3000', origin: 'https://evil.example' }, 403],
    ['another page on this machine', { host: 'localhost:3000', origin: 'http://localhost:4000' }, 403],
    ['a page without an origin', { host: 'localhost:3000', origin: 'null' }, 403],
    ['a page that is said to be another', { host: 'localhost:3000', 'sec-fetch-site': 'cross-site' }, 403],
    ['a neighbouring page', { host: 'localhost:3000', 'sec-fetch-site': 'same-site' }, 403],
    ['a name that points here', { host: 'evil.example', origin: 'http://evil.example' }, 403],
    ['a name that begins like ours', { host: 'localhost.evil.example' }, 403],
    ['a name that ends like ours', { host: 'evil-localhost:80' }, 403],
  ])('%s', async (_who, headers, status) => {
    for (const path of ['/playground/people', '/PLAYGROUND/people', '/playground/me?as=mei'])
      expect(await statusOf(path, headers as Record<string, string>)).toBe(status);
  });

  test('nobody is created by a refused request', async () => {
    await statusOf('/playground/me?as=ghost', { host: 'evil.example' });
    expect(await core.services.database.prisma.user.count({ where: { handle: 'ghost' } })).toBe(0);
  });
});

/** As if each request had come through a proxy, from somewhere else. */
const fromElsewhere = { isLocal: () => false };

describe('who comes through a proxy', () => {
  test.each<[string, Partial<PlaygroundAccess>, string, number]>([
    ['is kept out, whatever Host is said', fromElsewhere, 'localhost:3000', 403],
    ['is kept out by our public name too', fromElsewhere, 'play.example.org', 403],
    ['is kept out although the proxy is trusted', { ...fromElsewhere, trustProxy: 1 }, 'play.example.org', 403],
    ['is let in on purpose, through a tunnel', { ...fromElsewhere, isOnPurpose: true }, 'play.example.org', 200],
    ['is kept out by another name', { ...fromElsewhere, isOnPurpose: true }, 'evil.example', 403],
    [
      'is let in on purpose by our public name, where the proxy is trusted',
      { ...fromElsewhere, isOnPurpose: true, trustProxy: ['127.0.0.1'] },
      'play.example.org',
      200,
    ],
    [
      'is kept out where it says a name of this machine',
      { ...fromElsewhere, isOnPurpose: true, trustProxy: ['127.0.0.1'] },
      'localhost:3000',
      403,
    ],
    [
      'is kept out where the proxy is not one that is trusted',
      { ...fromElsewhere, isOnPurpose: true, trustProxy: ['10.0.0.0/8'] },
      'play.example.org',
      403,
    ],
  ])('%s', async (_what, access, host, status) => {
    const other = await startPlayground(core, 'play.example.org', access);
    expect(await statusOf('/playground/people', { host }, other.url)).toBe(status);
    await other.close();
  });
});
