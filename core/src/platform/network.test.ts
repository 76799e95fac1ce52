import { describe, expect, test } from 'vitest';
import { clientOf, isLoopback, plainAddress, proxyTrust, trustProxySetting } from './network.ts';

describe('whose word about an address counts', () => {
  test.each<[string, number | string[]]>([
    ['1', 1],
    ['0', 0],
    ['10', 10],
    ['127.0.0.1', ['127.0.0.1']],
    ['10.0.0.0/8, fd00::/8', ['10.0.0.0/8', 'fd00::/8']],
  ])('%s', (given, read) => {
    expect(trustProxySetting.parse(given)).toEqual(read);
  });

  test.each([
    'true',
    '-1',
    '11',
    '1.5',
    '1,2',
    '10.0.0.0/33',
    '::/129',
    '10.0.0',
    'proxy.example.org',
    '10.0.0.0/8,',
    '*',
  ])('%s is refused', (given) => {
    expect(trustProxySetting.safeParse(given).success).toBe(false);
  });

  test('so many hops', () => {
    const trust = proxyTrust(2);
    expect([0, 1, 2].map((hop) => trust('203.0.113.9', hop))).toEqual([true, true, false]);
    expect(proxyTrust(0)('127.0.0.1', 0)).toBe(false);
  });

  test('networks, whichever way an address is written', () => {
    const trust = proxyTrust(['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);
    for (const inside of ['10.200.0.1', '::ffff:10.0.0.1', '192.0.2.7', 'fd12::1', '[fd12::1]:4711'])
      expect(trust(inside, 0), inside).toBe(true);
    for (const outside of ['11.0.0.1', '192.0.2.8', 'fe80::1', 'unknown', ''])
      expect(trust(outside, 0), outside).toBe(false);
  });
});

describe('an address', () => {
  test.each([
    ['203.0.113.9', '203.0.113.9'],
    [' 203.0.113.9:4711 ', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['unknown', null],
    ['', null],
    ['1.2.3', null],
    ['<script>', null],
  ])('%s', (given, plain) => {
    expect(plainAddress(given)).toBe(plain);
  });

  test.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['64:ff9b::203.0.113.9', '64:ff9b:0:0::/64'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
  ])('%s counts as %s', (given, client) => {
    expect(clientOf(given)).toBe(client);
  });

  test.each([
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['::1', true],
    ['[::1]', true],
    ['::ffff:127.0.0.1', true],
    ['localhost', true],
    ['echo.localhost', true],
    ['0.0.0.0', false],
    ['::', false],
    ['127.0.0.1.example.org', false],
    ['localhost.example.org', false],
    ['evil-localhost', false],
    ['10.0.0.1', false],
  ])('%s: this machine? %s', (host, is) => {
    expect(isLoopback(host)).toBe(is);
  });
});
