import type { Answer, Person, StreamEvent, Suggestion } from '@echochat/activity-protocol/playground.ts';

// The boundary to our own server: what arrives is checked for its shape, not for every field, since both ends are built
// from the same schemas; a page that meets a newer or a broken server says so instead of falling over.

type Unknown = Record<string, unknown>;

function isObject(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCard(value: unknown): boolean {
  return (
    isObject(value) &&
    [value.sign, value.title, value.tone, value.text].every((part) => typeof part === 'string') &&
    [value.fields, value.rows, value.links, value.actions, value.selects].every((part) => Array.isArray(part))
  );
}

function isForm(value: unknown): boolean {
  return isObject(value) && typeof value.id === 'string' && Array.isArray(value.fields);
}

function isAnswer(value: unknown): value is Answer {
  return isObject(value) && (isCard(value.card) || isForm(value.form));
}

function isStreamEvent(value: unknown): value is StreamEvent {
  if (!isObject(value) || typeof value.id !== 'number' || typeof value.at !== 'string') return false;
  return !Number.isNaN(Date.parse(value.at)) && isCard(value.card);
}

function isSuggestion(value: unknown): value is Suggestion {
  return isObject(value) && typeof value.label === 'string' && typeof value.insert === 'string';
}

function isPerson(value: unknown): value is Person {
  return (
    isObject(value) && typeof value.handle === 'string' && Array.isArray(value.teaches) && Array.isArray(value.learns)
  );
}

/** Reads an answer, or null where it is none. */
export function readAnswer(value: unknown): Answer | null {
  return isAnswer(value) ? value : null;
}

/** Reads the data of a `card` event, or null where it is none. */
export function readStreamEvent(data: string): StreamEvent | null {
  try {
    const value: unknown = JSON.parse(data);
    return isStreamEvent(value) ? value : null;
  } catch {
    return null;
  }
}

export function readSuggestions(value: unknown): Suggestion[] | null {
  return isObject(value) && Array.isArray(value.suggestions) ? value.suggestions.filter(isSuggestion) : null;
}

export function readPeople(value: unknown): Person[] | null {
  return isObject(value) && Array.isArray(value.people) ? value.people.filter(isPerson) : null;
}

export function readPerson(value: unknown): Person | null {
  return isPerson(value) ? value : null;
}

/** The message of a failure that was written for people, or null. */
export function readFailure(value: unknown): string | null {
  if (!isObject(value) || !isObject(value.error)) return null;
  const { message } = value.error;
  return typeof message === 'string' && message !== '' ? message : null;
}
