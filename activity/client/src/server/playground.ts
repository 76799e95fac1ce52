import type { Answer, Person, Suggestion } from '@echochat/activity-protocol/playground.ts';
import { localeTag } from '../words/words.ts';
import { readAnswer, readFailure, readPeople, readPerson, readSuggestions } from './read.ts';

/** A request that brought no answer. `said` is the server's own message for people, null where it sent none. */
export class Unanswered extends Error {
  readonly said: string | null;

  constructor(said: string | null) {
    super(said ?? 'no answer');
    this.said = said;
  }
}

async function fetched<T>(path: string, init: RequestInit, read: (value: unknown) => T | null): Promise<T> {
  let response: Response;
  let value: unknown;
  try {
    response = await fetch(path, init);
    value = await response.json();
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw new Unanswered(null);
  }
  const result = response.ok ? read(value) : null;
  if (result === null) throw new Unanswered(readFailure(value));
  return result;
}

function post<T>(path: string, body: unknown, read: (value: unknown) => T | null, signal?: AbortSignal): Promise<T> {
  const init: RequestInit = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return fetched(path, signal === undefined ? init : { ...init, signal }, read);
}

/** What the browser knows of the person, for a newcomer's first form and for the language of the cards. */
function hints(): { timezone: string; locale: string } {
  return { timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale: localeTag() };
}

export function runLine(as: string, line: string): Promise<Answer> {
  return post('/playground/run', { as, line, hints: hints() }, readAnswer);
}

export function press(as: string, id: string, values?: Record<string, string>): Promise<Answer> {
  const body = { as, id, hints: hints() };
  return post('/playground/press', values === undefined ? body : { ...body, values }, readAnswer);
}

export function suggestLine(as: string, line: string, signal: AbortSignal): Promise<Suggestion[]> {
  return post('/playground/suggest', { as, line: line.slice(0, 2_000) }, readSuggestions, signal);
}

export function suggestValue(
  as: string,
  field: { form: string; field: string; query: string },
  signal: AbortSignal,
): Promise<Suggestion[]> {
  return post('/playground/suggest', { as, ...field, query: field.query.slice(0, 200) }, readSuggestions, signal);
}

export function findPeople(query: string, limit: number, signal?: AbortSignal): Promise<Person[]> {
  const search = new URLSearchParams({ query, limit: String(limit) });
  return fetched(`/playground/people?${search}`, signal === undefined ? {} : { signal }, readPeople);
}

/** Somebody new, called as they say; where others are called so, with a number. */
export function comeIn(name: string): Promise<Person> {
  return post('/playground/come', { as: name, locale: localeTag() }, readPerson);
}

/** Who speaks here; somebody new is made known by it, in the language of the page. */
export function whoAmI(as: string, signal?: AbortSignal): Promise<Person> {
  const search = new URLSearchParams({ as, locale: localeTag() });
  return fetched(`/playground/me?${search}`, signal === undefined ? {} : { signal }, readPerson);
}

export function streamAddress(as: string): string {
  return `/playground/stream?${new URLSearchParams({ as, locale: localeTag() })}`;
}
