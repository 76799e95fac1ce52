import type { Check } from './check.ts';

const timeoutMs = 10_000;
const maxSkewSeconds = 60;

/** Whether the clock here agrees with that of a platform's server, as its `Date` header says. */
export function clockCheck(date: string | null, now: number): Check {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return { ok: true, what: 'the clock: could not be compared' };
  const seconds = Math.round((now - theirs) / 1_000);
  if (Math.abs(seconds) <= maxSkewSeconds) return { ok: true, what: 'the clock agrees' };
  return {
    ok: false,
    what: `the clock is ${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead' : 'behind'}`,
    fix: 'Set the clock of this machine by NTP: signatures and sign-in depend on it.',
  };
}

/** Whether PUBLIC_URL is one that a platform can call. */
export async function publicUrlCheck(publicUrl: string | null): Promise<Check> {
  if (publicUrl === null)
    return {
      ok: false,
      what: 'PUBLIC_URL is not set',
      fix: 'Set it to the https address of this EchoChat: the Activity and links need it. Commands work without.',
    };
  if (!publicUrl.startsWith('https://'))
    return { ok: false, what: `PUBLIC_URL is ${publicUrl}`, fix: 'It should begin with https://.' };
  try {
    const answer = await fetch(`${publicUrl}/healthz`, { signal: AbortSignal.timeout(timeoutMs) });
    if (answer.ok) return { ok: true, what: `PUBLIC_URL answers: ${publicUrl}` };
    return {
      ok: false,
      what: `PUBLIC_URL answers ${answer.status} at /healthz`,
      fix: 'Let your proxy pass every path on to HOST and PORT.',
    };
  } catch (error) {
    return {
      ok: false,
      what: `PUBLIC_URL does not answer (${error instanceof Error ? error.message : 'no reason given'})`,
      fix: 'Start EchoChat, and check the DNS name, the certificate and the proxy.',
    };
  }
}
