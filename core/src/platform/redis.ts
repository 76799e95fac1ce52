import { Redis } from 'ioredis';
import type { Log } from './log.ts';

/** The longest pause between two attempts to reach Redis again. */
export const maxRetryMs = 1_000;

/**
 * Opens Redis. Commands fail after a second, and at once while a connection that was there is lost: all that is kept
 * there can be had without it. A connection that owes an answer for two seconds is dead and made anew.
 */
export function openRedis(url: string, log: Log, keyPrefix = ''): Redis {
  const redis = new Redis(url, {
    keyPrefix,
    maxRetriesPerRequest: 1,
    connectTimeout: 2_000,
    commandTimeout: 1_000,
    socketTimeout: 2_000,
    retryStrategy: (times) => Math.min(times * 200, maxRetryMs),
  });
  redis.on('error', (error) => log.warn({ error: error.message }, 'Redis is out of reach'));
  // Until the first connection stands commands wait for it; afterwards nobody waits for one to come back.
  redis.once('ready', () => {
    redis.options.enableOfflineQueue = false;
  });
  return redis;
}

/** Asks whether Redis answers at this address. Returns why it does not, without the address: null where it does. */
export async function redisProblem(url: string): Promise<string | null> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: null,
    connectTimeout: 2_000,
    commandTimeout: 2_000,
  });
  // The failed call says the same.
  redis.on('error', () => {});
  try {
    await redis.connect();
    await redis.ping();
    return null;
  } catch (error) {
    return /NOAUTH|WRONGPASS|NOPERM/.test(String(error)) ? 'refuses the password' : 'cannot be reached';
  } finally {
    redis.disconnect();
  }
}
