import { asEchoError } from '@echochat/core/platform/procedures.ts';

/** Rooms that are to be kept within the same moment go in one statement: hundreds of rooms cost as much as a few. */
const momentMs = 100;
const mostTogether = 200;

interface Waiting<T> {
  content: T;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Keeps one content, together with others that come within the moment. What cannot be kept together is tried one by one,
 * so that a room which the database refuses costs no other; while the database is away all of them are told at once.
 */
export function saveTogether<T>(save: (contents: T[]) => Promise<unknown>): (content: T) => Promise<void> {
  let waiting: Waiting<T>[] = [];

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      await save(batch.map(({ content }) => content));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (batch.length === 1 || ['unavailable', 'cannot_save'].includes(asEchoError(error).code))
        for (const { reject } of batch) reject(error);
      else for (const { content, resolve, reject } of batch) await save([content]).then(resolve, reject);
    }
  }

  return (content) =>
    new Promise((resolve, reject) => {
      waiting.push({ content, resolve, reject });
      if (waiting.length === 1) setTimeout(() => void flush(), momentMs);
      else if (waiting.length >= mostTogether) void flush();
    });
}
