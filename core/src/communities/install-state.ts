import { createHash } from 'node:crypto';
import type { Sealing } from '../platform/sealing.ts';

/** How long somebody may take to let the app in. */
export const installMinutes = 10;

/** What is kept of a state: it tells neither the state nor the browser that it was given to. */
export const stateHash = (state: string, browser: string): string =>
  createHash('sha256').update(`${state}.${browser}`).digest('hex');

const contextOf = (browser: string): string => `install ${browser}`;

/** A state that says itself until when it is good, and opens in its own browser alone: nothing of it need be kept. */
export const makeState = (sealing: Sealing, browser: string, until: Temporal.Instant): string =>
  Buffer.from(sealing.seal(until.toString(), contextOf(browser))).toString('base64url');

/** Until when a state is good; null for one that was not made for this browser. */
export function readState(sealing: Sealing, browser: string, state: string): Temporal.Instant | null {
  const sealed = Buffer.from(state, 'base64url');
  // Written in one way alone: another one would be another state, to be used once more.
  const until = sealed.toString('base64url') === state ? sealing.open(sealed, contextOf(browser)) : null;
  return until === null ? null : Temporal.Instant.from(until);
}
