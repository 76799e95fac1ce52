import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far a request's time may be from ours, both ways. Slack's own number; what is from the future is forged too. */
const maxSkewSeconds = 5 * 60;
const keptMs = 2 * maxSkewSeconds * 1_000;
const maxKept = 20_000;

export interface Signed {
  signature: string;
  /** Seconds since 1970, as the header says them. */
  timestamp: string;
  body: Buffer;
}

/** Whether Slack signed exactly this body, within five minutes of now. `nowMs` is milliseconds since 1970. */
export function isSigned({ signature, timestamp, body }: Signed, secret: string, nowMs: number): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(Math.floor(nowMs / 1_000) - Number(timestamp)) > maxSkewSeconds) return false;
  const expected = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex');
  const given = Buffer.from(signature);
  const wanted = Buffer.from(`v0=${expected}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Remembers signatures for as long as they are good, so that none is used twice in this process. */
export interface Replays {
  /** True the first time. */
  isFirst(signature: string, nowMs: number): boolean;
}

/**
 * In memory: a request replayed to another process meets the events' own memory in the database, trigger ids that are
 * used up, and views that are gone.
 */
export function openReplays(): Replays {
  const seen = new Map<string, number>();
  return {
    isFirst(signature, nowMs) {
      for (const [oldest, until] of seen) {
        if (until > nowMs && seen.size <= maxKept) break;
        seen.delete(oldest);
      }
      if (seen.has(signature)) return false;
      seen.set(signature, nowMs + keptMs);
      return true;
    },
  };
}
