import { createHash } from 'node:crypto';

/** How long somebody may take to let the app in. */
export const installMinutes = 10;

/** What is kept of a state: it tells neither the state nor the browser that it was given to. */
export const stateHash = (state: string, browser: string): string =>
  createHash('sha256').update(`${state}.${browser}`).digest('hex');
