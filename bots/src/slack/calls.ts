import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '@echochat/core/platform/log.ts';
import { type Logger, LogLevel, webApi } from '@slack/bolt';

export type WebClient = webApi.WebClient;

/** Nobody waits longer for one answer of Slack's. */
export const callTimeoutMs = 5_000;
const longestLimitMs = 3_000;
const pausesMs = [150, 700];

/** A workspace's token was refused for good, or there is none: no call is made there any more. */
export class TokenStopped extends Error {}

/** What a failed call means. */
export type Failure =
  | { kind: 'stopped' }
  /** Slack's own refusal, such as `channel_not_found`. */
  | { kind: 'refused'; code: string }
  | { kind: 'limited'; afterMs: number }
  /** Out of reach, or broken there. `mayHaveArrived` where it may have had its effect. */
  | { kind: 'broken'; mayHaveArrived: boolean };

// Slack's documents say of these that part of the work may be done.
const brokenThere: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
]);
const neverLeft: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

export function failureOf(error: unknown): Failure {
  if (error instanceof TokenStopped) return { kind: 'stopped' };
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error;
    if (code === 'ratelimited') return { kind: 'limited', afterMs: 1_000 };
    return brokenThere.has(code) ? { kind: 'broken', mayHaveArrived: true } : { kind: 'refused', code };
  }
  if (error instanceof webApi.WebAPIRateLimitedError) return { kind: 'limited', afterMs: error.retryAfter * 1_000 };
  if (error instanceof webApi.WebAPIHTTPError) return { kind: 'broken', mayHaveArrived: error.statusCode >= 500 };
  if (error instanceof webApi.WebAPIRequestError)
    return { kind: 'broken', mayHaveArrived: !neverLeft.has(causeOf(error)) };
  return { kind: 'broken', mayHaveArrived: true };
}

/** The system's code at the bottom of a chain of causes. */
function causeOf(error: unknown): unknown {
  let at = error;
  for (let depth = 0; depth < 5 && at instanceof Error; depth += 1) {
    if ('code' in at && neverLeft.has(at.code)) return at.code;
    at = 'original' in at ? at.original : at.cause;
  }
  return null;
}

/** Slack's own code of a failed call; null for any other failure. */
export function refusalOf(error: unknown): string | null {
  const failure = failureOf(error);
  return failure.kind === 'refused' ? failure.code : null;
}

/**
 * Makes a call that may be made twice up to three times, through a short limit and what breaks in an ordinary week.
 * Rejects with the last failure.
 */
export async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const pause = pausesMs[attempt];
      const failure = failureOf(error);
      if (pause === undefined || failure.kind === 'refused' || failure.kind === 'stopped') throw error;
      if (failure.kind === 'limited' && failure.afterMs > longestLimitMs) throw error;
      await wait(failure.kind === 'limited' ? failure.afterMs : pause);
    }
  }
}

/** What every client of ours has in common: it tries once, says so when it is limited, and gives up in time. */
export function clientOptions(apiUrl: string, log: Log): webApi.WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: callTimeoutMs,
    allowAbsoluteUrls: false,
    logger: slackLogger(log),
  };
}

export const openClient = (apiUrl: string, log: Log, token?: string): WebClient =>
  new webApi.WebClient(token, clientOptions(apiUrl, log));

/** The libraries' words in our log. What they tell while debugging holds payloads and tokens, so it stays with them. */
export function slackLogger(log: Log): Logger {
  const told = (messages: unknown[]) => messages.map(String).join(' ').slice(0, 500);
  return {
    debug: () => {},
    info: (...messages) => log.debug({ source: 'slack' }, told(messages)),
    warn: (...messages) => log.debug({ source: 'slack' }, told(messages)),
    error: (...messages) => log.info({ source: 'slack' }, told(messages)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
