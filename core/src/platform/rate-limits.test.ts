import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { refusal } from '../../../test/refusal.ts';
import { openLog } from './log.ts';
import { openRateLimits } from './rate-limits.ts';
import { openRedis } from './redis.ts';

const log = openLog('silent');
const redisUrl = inject('redisUrl');
const redis = redisUrl === null ? null : openRedis(redisUrl, log, `test:${randomUUID()}:`);
const away = openRedis('redis://127.0.0.1:1', log);
afterAll(() => {
  redis?.disconnect();
  away.disconnect();
});

describe.each([
  { name: 'memory', limits: openRateLimits(null) },
  { name: 'memory while Redis is away', limits: openRateLimits(away) },
  ...(redis ? [{ name: 'Redis', limits: openRateLimits(redis) }] : []),
])('calls a minute, counted in $name', ({ limits }) => {
  test('past the limit a call is refused, with the seconds to wait', async () => {
    for (let call = 0; call < 3; call += 1) await limits.spend('ana', 3);
    const { code, params } = await refusal(limits.spend('ana', 3));
    expect(code).toBe('too_many_requests');
    expect(params['seconds']).toBeGreaterThanOrEqual(1);
    expect(params['seconds']).toBeLessThanOrEqual(60);
  });

  test('everyone is counted by themselves', async () => {
    await limits.spend('bo', 1);
    await limits.spend('cleo', 1);
    expect((await refusal(limits.spend('bo', 1))).code).toBe('too_many_requests');
  });

  test('of many calls at once exactly as many pass as may', async () => {
    const calls = await Promise.allSettled(Array.from({ length: 20 }, () => limits.spend('dan', 5)));
    expect(calls.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });
});
