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

export const renewPass = (pass: string): Promise<Entry> => call('rooms.renewPass', { pass }, readEntry);

async function call<T>(procedure: string, input: object, read: (value: unknown) => T | null): Promise<T> {
  const answer: unknown = await fetch(`/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ json: input }),
  }).then(
    (response) => response.json(),
    () => null,
  );
  const result = read(at(answer, 'result', 'data', 'json'));
  if (result !== null) return result;
  const code = at(answer, 'error', 'json', 'data', 'code');
  throw new Refused(typeof code === 'string' ? code : 'unreachable');
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

function readEntry(value: unknown): Entry | null {
  const [token, pass, userId] = [at(value, 'token'), at(value, 'pass'), at(value, 'userId')];
  return typeof token === 'string' && typeof pass === 'string' && typeof userId === 'number'
    ? { token, pass, userId }
    : null;
}
