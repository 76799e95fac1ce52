import type { NextFunction, Request, Response } from 'express';

export interface LimitOptions {
  /** Requests of the bot in a second; Discord's is 50. */
  perSecond: number;
  /** Messages to one channel in `channelMs`; Discord's are 5 in 5 s. */
  perChannel: number;
  channelMs: number;
}

interface Window {
  resetAt: number;
  left: number;
}

/** Discord's limits: so many requests in all, so many messages to each channel, told in headers and refused with 429. */
export function openLimits(options: LimitOptions) {
  const windows = new Map<string, Window>();
  const counts = { requests: 0, refused: 0 };

  function spend(key: string, limit: number, ms: number): { left: number; waitMs: number; resetMs: number } {
    const now = Date.now();
    let window = windows.get(key);
    if (!window || window.resetAt <= now) {
      window = { resetAt: now + ms, left: limit };
      windows.set(key, window);
    }
    const resetMs = window.resetAt - now;
    if (window.left === 0) return { left: 0, waitMs: resetMs, resetMs };
    window.left -= 1;
    return { left: window.left, waitMs: 0, resetMs };
  }

  function refuse(response: Response, waitMs: number, scope: 'user' | 'global' | 'shared'): void {
    counts.refused += 1;
    const seconds = waitMs / 1_000;
    response
      .status(429)
      .set({ 'retry-after': String(Math.ceil(seconds)), 'x-ratelimit-scope': scope })
      .set(scope === 'global' ? { 'x-ratelimit-global': 'true' } : { 'x-ratelimit-reset-after': seconds.toFixed(3) })
      .json({ message: 'You are being rate limited.', retry_after: seconds, global: scope === 'global' });
  }

  return {
    counts,
    refuse,
    /** Counts a request of the bot; answers of interactions are not counted. */
    global(request: Request, response: Response, next: NextFunction): void {
      if (/\/interactions\/|\/webhooks\//.test(request.path)) {
        next();
        return;
      }
      counts.requests += 1;
      const { waitMs } = spend('global', options.perSecond, 1_000);
      if (waitMs > 0) refuse(response, waitMs, 'global');
      else next();
    },
    channel(request: Request, response: Response, next: NextFunction): void {
      const key = `channel ${String(request.params['channelId'])}`;
      const { left, waitMs, resetMs } = spend(key, options.perChannel, options.channelMs);
      const seconds = resetMs / 1_000;
      response.set({
        'x-ratelimit-limit': String(options.perChannel),
        'x-ratelimit-remaining': String(left),
        'x-ratelimit-reset': String(Date.now() / 1_000 + seconds),
        'x-ratelimit-reset-after': seconds.toFixed(3),
        'x-ratelimit-bucket': 'messages',
      });
      if (waitMs > 0) refuse(response, waitMs, 'user');
      else next();
    },
  };
}
