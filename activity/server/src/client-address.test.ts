import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { TrustProxy } from '@echochat/core/platform/network.ts';
import { expect, test } from 'vitest';
import { openClientAddress, openIsLocal } from './client-address.ts';

/** What a request that really arrived, with these headers, is taken for. */
async function seen<T>(headers: Record<string, string | string[]>, look: (request: IncomingMessage) => T): Promise<T> {
  const server = createServer((_request, response) => void response.end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const arrived = once(server, 'request').then(([given]) => look(given));
  request({ host: '127.0.0.1', port, headers, agent: false }, (response) => void response.resume()).end();
  const result = await arrived;
  server.closeAllConnections();
  server.close();
  return result;
}

test.each<[TrustProxy, string | string[] | null, string]>([
  [0, null, '127.0.0.1'],
  [0, '203.0.113.9', '127.0.0.1'],
  [1, null, '127.0.0.1'],
  [1, '203.0.113.9', '203.0.113.9'],
  [1, '198.51.100.1, 203.0.113.9', '203.0.113.9'],
  [2, '198.51.100.1, 203.0.113.9', '198.51.100.1'],
  [2, '127.0.0.1, 198.51.100.1, 203.0.113.9', '198.51.100.1'],
  [9, '203.0.113.9', '203.0.113.9'],
  [['127.0.0.1'], '198.51.100.1, 203.0.113.9', '203.0.113.9'],
  [['127.0.0.0/8', '203.0.113.0/24'], '198.51.100.1, 203.0.113.9', '198.51.100.1'],
  [['10.0.0.0/8'], '203.0.113.9', '127.0.0.1'],
  [1, '[2001:db8::7]:4711', '2001:db8::7'],
  [1, '::ffff:203.0.113.9', '203.0.113.9'],
  [1, 'unknown', '127.0.0.1'],
  [2, 'nonsense, 203.0.113.9', '203.0.113.9'],
  [1, ['198.51.100.1', '203.0.113.9'], '203.0.113.9'],
  [1, '', '127.0.0.1'],
])('with TRUST_PROXY %j and the header %j it is %s', async (setting, header, address) => {
  const headers = header === null ? {} : { 'x-forwarded-for': header };
  expect(await seen(headers, openClientAddress(setting))).toBe(address);
});

test.each<[TrustProxy, Record<string, string>, boolean]>([
  [0, {}, true],
  [0, { 'x-forwarded-for': '127.0.0.1' }, false],
  [0, { forwarded: 'for=203.0.113.9' }, false],
  [0, { 'x-real-ip': '127.0.0.1' }, false],
  [1, {}, true],
  [1, { 'x-forwarded-for': '203.0.113.9' }, false],
  [1, { 'x-forwarded-for': '127.0.0.1, 203.0.113.9' }, false],
  [1, { 'x-forwarded-for': '127.0.0.1' }, true],
])('with TRUST_PROXY %j and %j it is from this machine: %s', async (setting, headers, isLocal) => {
  expect(await seen(headers, openIsLocal(setting, openClientAddress(setting)))).toBe(isLocal);
});
