import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { SetClock } from '../clock.ts';
import { openLog } from '../log.ts';
import { openRedis } from '../redis.ts';
import { ttl } from './cache.ts';
import { memoryCache } from './memory-cache.ts';
import { redisCache } from './redis-cache.ts';

const redisUrl = inject('redisUrl');
const log = openLog('silent');
const clock = new SetClock('2027-03-01T09:00:00Z');
const prefix = `test:${randomUUID()}:`;
const redis = redisUrl === null ? null : openRedis(redisUrl, log, prefix);
afterAll(() => redis?.disconnect());

const caches = [
  { name: 'memory', cache: memoryCache(clock) },
  ...(redis ? [{ name: 'redis', cache: redisCache(redis, log) }] : []),
];

/** A loading that waits until it is let go. */
function held<T>(value: T) {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { load: () => promise.then(() => value), letGo: resolve };
}

describe.each(caches)('the cache in $name', ({ cache }) => {
  test('a value is loaded once and kept, null too', async () => {
    let loads = 0;
    const load = async () => {
      loads += 1;
      return null;
    };
    expect(await cache.getOrLoad('user-profile', 'once', load)).toBeNull();
    expect(await cache.getOrLoad('user-profile', 'once', load)).toBeNull();
    expect(loads).toBe(1);
  });

  test('areas and keys are apart', async () => {
    await cache.getOrLoad('user-profile', 'same', async () => 'a person');
    expect(await cache.getOrLoad('skill-categories', 'same', async () => 'a skill')).toBe('a skill');
    expect(await cache.getOrLoad('user-profile', 'other', async () => 'another')).toBe('another');
  });

  test('what was dropped is loaded anew', async () => {
    await cache.getOrLoad('user-profile', 'drop', async () => ['old']);
    await cache.drop('user-profile', 'drop');
    expect(await cache.getOrLoad('user-profile', 'drop', async () => ['new'])).toEqual(['new']);
    expect(await cache.getOrLoad('user-profile', 'drop', async () => ['newer'])).toEqual(['new']);
  });

  test('a value whose loading began before a drop is handed over but not kept', async () => {
    const started = Promise.withResolvers<void>();
    const { load, letGo } = held('old');
    const reading = cache.getOrLoad('user-profile', 'raced', () => {
      started.resolve();
      return load();
    });
    await started.promise;
    await cache.drop('user-profile', 'raced');
    letGo();
    expect(await reading).toBe('old');
    expect(await cache.getOrLoad('user-profile', 'raced', async () => 'new')).toBe('new');
    expect(await cache.getOrLoad('user-profile', 'raced', async () => 'newer')).toBe('new');
  });

  test('a loading that fails is told and not kept', async () => {
    const failing = cache.getOrLoad('user-profile', 'failing', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await cache.getOrLoad('user-profile', 'failing', async () => 'yes')).toBe('yes');
  });
});

test('in memory, who asks while it is loading waits for the same loading', async () => {
  const cache = memoryCache(clock);
  const { load, letGo } = held('first');
  const reading = [
    cache.getOrLoad('user-profile', 'shared', load),
    cache.getOrLoad('user-profile', 'shared', async () => 'second'),
  ];
  letGo();
  expect(await Promise.all(reading)).toEqual(['first', 'first']);
});

test('in memory a profile is kept for 300 seconds', async () => {
  const cache = memoryCache(clock);
  await cache.getOrLoad('user-profile', 'old', async () => 'old');
  clock.advance({ seconds: 300 });
  expect(await cache.getOrLoad('user-profile', 'old', async () => 'new')).toBe('old');
  clock.advance({ seconds: 1 });
  expect(await cache.getOrLoad('user-profile', 'old', async () => 'new')).toBe('new');
});

test.skipIf(redis === null)('in Redis a value carries its time to live', async () => {
  const [, shared] = caches;
  await shared?.cache.getOrLoad('user-profile', 'ttl', async () => []);
  const seconds = (await redis?.ttl('cache:user-profile:ttl')) ?? -1;
  expect(seconds).toBeGreaterThan(ttl['user-profile'] - 10);
  expect(seconds).toBeLessThanOrEqual(ttl['user-profile']);
});

test('while Redis is away everything is loaded', async () => {
  const away = openRedis('redis://127.0.0.1:1', log);
  const cache = redisCache(away, log);
  expect(await cache.getOrLoad('user-profile', 'x', async () => 'loaded')).toBe('loaded');
  await cache.drop('user-profile', 'x');
  away.disconnect();
});
