import type { EchoError } from './errors.ts';

const windowSeconds = 60;
/** A database that is away is mostly back by then. */
const awaySeconds = 5;

/**
 * What a program needs to know to ask again in time: when, and what the limit is. The names are those of the IETF's draft
 * on RateLimit fields, as clients read them today.
 */
export function refusalHeaders({ code, params }: EchoError): Record<string, string> {
  if (code === 'unavailable' || code === 'cannot_save') return { 'retry-after': String(awaySeconds) };
  if (code !== 'too_many_requests') return {};
  const { seconds = windowSeconds, limit } = params;
  return {
    'retry-after': String(seconds),
    ...(limit === undefined
      ? {}
      : { 'ratelimit-limit': String(limit), 'ratelimit-policy': `${limit};w=${windowSeconds}` }),
    'ratelimit-remaining': '0',
    'ratelimit-reset': String(seconds),
  };
}
