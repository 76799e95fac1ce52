import { forgetKey, keysOf, recall, remember } from '../storage.ts';
import { at } from './at.ts';
import { Refused } from './rooms.ts';

// A refresh token is good once; what it is exchanged for brings the next one. Its first part stays and is this tab's own
// (and a copy's of it, which browsers make with all that the tab keeps). What changes is shared by all tabs, so that none of
// them comes with a used one: that would end the sign-in for all. Without the first part the rest opens nothing.

const prefix = 'echochat.refresh.';
const inTab = () => sessionStorage;
const shared = () => localStorage;
/** Of tabs that were closed long ago something stays behind; it is of no use to anybody. */
const mostKept = 50;
/** The same token may come again for 20 seconds: an answer that was lost is asked for twice more within them. */
const answerMs = 5_000;
const tries = 3;

const isUnanswered = (error: unknown): boolean =>
  error instanceof Refused ? error.code === 'unreachable' : at(error, 'data', 'code') === undefined;

const nameOf = (key: string): string => prefix + key.slice(0, 8);

/** The refresh token that a tab keeps under a name, as the last of its copies left it. */
export function recallRefresh(name: string): string | null {
  const own = recall(name, inTab);
  if (own === null || own === '') return null;
  const [key = '', rotating = ''] = own.split('.');
  return `${key}.${recall(nameOf(key), shared) ?? rotating}`;
}

export function rememberRefresh(name: string, token: string): void {
  remember(name, token, inTab);
  const [key = '', rotating = ''] = token.split('.');
  const others = keysOf(prefix, shared).filter((one) => one !== nameOf(key));
  for (const old of others.slice(mostKept)) forgetKey(old, shared);
  remember(nameOf(key), rotating, shared);
}

export function forgetRefresh(name: string): void {
  const [key = ''] = (recall(name, inTab) ?? '').split('.');
  if (key !== '') forgetKey(nameOf(key), shared);
  forgetKey(name, inTab);
}

/** Exchanges the token that is kept under a name, else the given one; one tab after the other. */
export function refresh<T extends { pass: string }>(
  name: string,
  given: string,
  exchange: (token: string, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const inTurn = async (): Promise<T> => {
    const token = recallRefresh(name) ?? given;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const entry = await exchange(token, AbortSignal.timeout(answerMs));
        rememberRefresh(name, entry.pass);
        return entry;
      } catch (error) {
        if (attempt === tries || !isUnanswered(error)) throw error;
      }
    }
  };
  const [key = ''] = given.split('.');
  // Only pages of https and of this machine have locks; elsewhere two that ask at once are given the same.
  return 'locks' in navigator ? navigator.locks.request(nameOf(key), inTurn) : inTurn();
}
