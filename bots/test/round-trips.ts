import { setImmediate as turn } from 'node:timers/promises';
import pg from 'pg';

/** What went to the database while some work was done, by rounds: queries of one round were sent before any was answered. */
export interface RoundTrips<T> {
  value: T;
  rounds: string[][];
}

interface Held {
  text: string;
  isAnswered: boolean;
  release(): void;
}

/** Turns of the event loop without a new query after which nothing more is about to be asked. */
const quietTurns = 40;

/**
 * Counts the round trips to the database that stand one behind another, as if each took equally long and nothing else took
 * any time: answers are held until all that was asked is answered and nothing more is asked, and then given all at once.
 * A connection takes its queries in turn, so those of one transaction are never one round. To connect is a round too.
 */
export async function countRoundTrips<T>(work: () => Promise<T>): Promise<RoundTrips<T>> {
  const held = new Set<Held>();
  const rounds: string[][] = [];
  const { query: plain, connect } = pg.Client.prototype;
  const lines = new WeakMap<object, Promise<unknown>>();

  function hold(text: string, asked: () => Promise<unknown>): Promise<unknown> {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const one: Held = { text, isAnswered: false, release };
    held.add(one);
    const answered = asked().finally(() => {
      one.isAnswered = true;
    });
    return Promise.allSettled([answered, released]).then(() => answered);
  }

  Reflect.set(pg.Client.prototype, 'query', function query(this: pg.Client, ...given: unknown[]) {
    const [statement, ...rest] = given;
    const callback = rest.find((each) => typeof each === 'function');
    const values = rest.filter((each) => each !== callback);
    const before = lines.get(this) ?? Promise.resolve();
    const result = before.then(() => hold(textOf(statement), () => Reflect.apply(plain, this, [statement, ...values])));
    lines.set(
      this,
      result.catch(() => {}),
    );
    if (!callback) return result;
    result.then(
      (rows) => callback(null, rows),
      (error: unknown) => callback(error),
    );
    return undefined;
  });

  Reflect.set(
    pg.Client.prototype,
    'connect',
    function connecting(this: pg.Client, callback?: (error: unknown) => void) {
      const connected = hold('connect', () => Reflect.apply(connect, this, []));
      if (!callback) return connected;
      connected.then(() => callback(null), callback);
      return undefined;
    },
  );

  let isDone = false;
  const done = work().finally(() => {
    isDone = true;
  });
  done.catch(() => {});
  try {
    for (let quiet = 0, known = 0; !isDone; ) {
      await turn();
      const isWaiting = held.size > 0 && [...held].every(({ isAnswered }) => isAnswered);
      quiet = isWaiting && held.size === known ? quiet + 1 : 0;
      known = held.size;
      if (quiet < quietTurns) continue;
      const round = [...held];
      held.clear();
      rounds.push(round.map(({ text }) => text));
      for (const { release } of round) release();
    }
    return { value: await done, rounds };
  } finally {
    Reflect.set(pg.Client.prototype, 'query', plain);
    Reflect.set(pg.Client.prototype, 'connect', connect);
    for (const { release } of held) release();
  }
}

const textOf = (statement: unknown): string =>
  typeof statement === 'string' ? statement : String(Reflect.get(Object(statement), 'text'));
