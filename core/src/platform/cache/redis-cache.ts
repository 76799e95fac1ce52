import type { Redis } from 'ioredis';
import type { Log } from '../log.ts';
import { type Cache, type CacheArea, ttl } from './cache.ts';

// Every key has a generation that `drop` counts up. A loaded value is kept only if the generation is still the one
// from before the loading; generations outlive any value by far.
const keepIfUnchanged = `
  if (redis.call('get', KEYS[2]) or '0') == ARGV[1] then redis.call('set', KEYS[1], ARGV[2], 'EX', ARGV[3]) end
  return 0`;
const generationSeconds = 24 * 3_600;

/**
 * A cache in Redis, shared by all processes. While Redis is away everything is simply loaded; what was dropped then is
 * dropped there once it is back, and loaded until it is.
 */
export function redisCache(redis: Redis, log: Log): Cache {
  const stillToDrop = new Set<string>();
  redis.on('ready', () => {
    for (const id of stillToDrop) void dropKey(id);
  });

  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      log.warn({ error: String(error) }, 'the cache is out of reach');
      return null;
    }
  }

  async function dropKey(id: string): Promise<void> {
    const dropped = await attempt(() =>
      redis.multi().del(id).incr(`${id}:generation`).expire(`${id}:generation`, generationSeconds).exec(),
    );
    if (dropped) stillToDrop.delete(id);
    else stillToDrop.add(id);
  }

  return {
    async getOrLoad<T>(area: CacheArea, key: string, load: () => Promise<T>): Promise<T> {
      const id = `cache:${area}:${key}`;
      if (stillToDrop.has(id)) return load();
      const found = await attempt(() => redis.mget(id, `${id}:generation`));
      if (found?.[0]) return JSON.parse(found[0]) as T;
      const value = await load();
      if (found) {
        const generation = found[1] ?? '0';
        const text = JSON.stringify(value);
        await attempt(() => redis.eval(keepIfUnchanged, 2, id, `${id}:generation`, generation, text, ttl[area]));
      }
      return value;
    },
    async drop(area, key) {
      await dropKey(`cache:${area}:${key}`);
    },
    async close() {},
  };
}
