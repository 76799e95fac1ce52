import { at } from './at.ts';

/** A refusal by the procedures, by its code; `unreachable` where there was no answer. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** What a browser in a room holds: a token of 15 minutes and the pass that gets the next one. */
export interface Entry {
  token: string;
  pass: string;
  userId: number;
}

/** Goes through the door of a link from a chat, which opens once. */
export const enterRoom = (door: string): Promise<Entry> => call('rooms.enterRoom', { door }, readEntry);

export const renewPass = (pass: string, signal: AbortSignal): Promise<Entry> =>
  call('rooms.renewPass', { pass }, readEntry, signal);

/** Where the Activity goes: into a room, or to where one is chosen. */
export interface ActivityEntry {
  token: string;
  userId: number;
  /** The person's own token, for their Discord. */
  accessToken: string;
  room: { roomId: number; entry: Entry } | null;
}

/** The application that Discord has to be asked as. */
export async function activityClient(): Promise<string> {
  const answer: unknown = await fetch('/discord/activity').then(
    (response) => response.json(),
    () => null,
  );
  const clientId = at(answer, 'clientId');
  if (typeof clientId !== 'string') throw new Refused('unreachable');
  return clientId;
}

/** Exchanges Discord's code for who one is, and for a seat in the room that the Activity shows. */
export async function enterActivity(code: string, instanceId: string, roomId?: number): Promise<ActivityEntry> {
  const answer = await post('/discord/activity', { code, instanceId, ...(roomId === undefined ? {} : { roomId }) });
  const [token, userId, accessToken] = [at(answer, 'token'), at(answer, 'userId'), at(answer, 'accessToken')];
  if (typeof token !== 'string' || typeof userId !== 'number' || typeof accessToken !== 'string')
    throw new Refused(textAt(answer, 'error', 'code') ?? 'unreachable');
  const [entry, shown] = [readEntry(answer), at(answer, 'roomId')];
  const room = entry !== null && typeof shown === 'number' ? { roomId: shown, entry } : null;
  return { token, userId, accessToken, room };
}

async function call<T>(
  procedure: string,
  input: object,
  read: (value: unknown) => T | null,
  signal: AbortSignal | null = null,
): Promise<T> {
  const answer = await post(`/trpc/${procedure}`, { json: input }, signal);
  const result = read(at(answer, 'result', 'data', 'json'));
  if (result !== null) return result;
  throw new Refused(textAt(answer, 'error', 'json', 'data', 'code') ?? 'unreachable');
}

const post = (path: string, body: object, signal: AbortSignal | null = null): Promise<unknown> =>
  fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  }).then(
    (response) => response.json(),
    () => null,
  );

function textAt(value: unknown, ...path: string[]): string | null {
  const text = at(value, ...path);
  return typeof text === 'string' ? text : null;
}

function readEntry(value: unknown): Entry | null {
  const [token, pass, userId] = [at(value, 'token'), at(value, 'pass'), at(value, 'userId')];
  return typeof token === 'string' && typeof pass === 'string' && typeof userId === 'number'
    ? { token, pass, userId }
    : null;
}
