import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { EchoError } from './errors.ts';

export interface RateLimits {
  /** Counts one call of `key`; past `perMinute` in a minute it throws `too_many_requests`. */
  spend(key: string, perMinute: number): Promise<void>;
}

/** Calls a minute, in Redis where there is one and in memory while it is away. */
export function openRateLimits(redis: Redis | null): RateLimits {
  const limiters = new Map<number, RateLimiterMemory | RateLimiterRedis>();

  function limiterOf(points: number): RateLimiterMemory | RateLimiterRedis {
    const known = limiters.get(points);
    if (known) return known;
    const memory = new RateLimiterMemory({ points, duration: 60, keyPrefix: `calls-${points}` });
    const limiter = redis
      ? new RateLimiterRedis({
          storeClient: redis,
          points,
          duration: 60,
          keyPrefix: `calls-${points}`,
          insuranceLimiter: memory,
        })
      : memory;
    limiters.set(points, limiter);
    return limiter;
  }

  return {
    async spend(key, perMinute) {
      try {
        await limiterOf(perMinute).consume(key);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        throw new EchoError('too_many_requests', {
          seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)),
          limit: perMinute,
        });
      }
    },
  };
}
