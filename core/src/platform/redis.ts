import { Redis } from 'ioredis';
import type { Log } from './log.ts';

/** Opens Redis. Commands fail after a second rather than wait: all that is kept there can be had without it. */
export function openRedis(url: string, log: Log, keyPrefix = ''): Redis {
  const redis = new Redis(url, { keyPrefix, maxRetriesPerRequest: 1, connectTimeout: 2_000, commandTimeout: 1_000 });
  redis.on('error', (error) => log.warn({ error: error.message }, 'Redis is out of reach'));
  return redis;
}
