import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isSigned, openReplays } from './signature.ts';

const secret = 'shhh-it-is-a-secret';
const now = Date.parse('2026-11-24T09:00:00Z');
const seconds = now / 1_000;
const body = Buffer.from('text=match+find&team_id=T1');

const signedAt = (timestamp: string, of = body, by = secret) => ({
  timestamp,
  body,
  signature: `v0=${createHmac('sha256', by).update(`v0:${timestamp}:`).update(of).digest('hex')}`,
});

describe('a signature', () => {
  test.each([0, -300, 300])('is good %i seconds from now', (skew) => {
    expect(isSigned(signedAt(String(seconds + skew)), secret, now)).toBe(true);
  });

  test.each([-301, 301, -86_400, 86_400 * 365])('is not good %i seconds from now', (skew) => {
    expect(isSigned(signedAt(String(seconds + skew)), secret, now)).toBe(false);
  });

  test('is of this body, by this secret, of this kind', () => {
    const good = signedAt(String(seconds));
    expect(isSigned(signedAt(String(seconds), Buffer.from('else')), secret, now)).toBe(false);
    expect(isSigned(signedAt(String(seconds), body, 'another-secret'), secret, now)).toBe(false);
    for (const signature of ['', 'v0=', good.signature.replace('v0', 'v1'), `${good.signature}0`, 'v0=ünïcode'])
      expect(isSigned({ ...good, signature }, secret, now)).toBe(false);
  });

  test.each(['', 'soon', '1e9', `${seconds}.5`, `-${seconds}`, ` ${seconds}`, '9'.repeat(40)])(
    'with the time %j is not good',
    (timestamp) => {
      expect(isSigned(signedAt(timestamp), secret, now)).toBe(false);
    },
  );
});

test('a signature is used once, for as long as it is good at all', () => {
  const replays = openReplays();
  expect(replays.isFirst('v0=a', now)).toBe(true);
  expect(replays.isFirst('v0=a', now + 599_000)).toBe(false);
  expect(replays.isFirst('v0=b', now + 599_000)).toBe(true);
  expect(replays.isFirst('v0=a', now + 600_001)).toBe(true);
});
