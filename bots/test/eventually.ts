import type { EventEmitter } from 'node:events';

/**
 * Resolves with what `find` finds, as soon as it finds something: it looks whenever something changes. Rejects after
 * `ms` with what was waited for.
 */
export function eventually<T>(
  events: EventEmitter,
  find: () => T | null | undefined,
  what: () => string,
  ms: number,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const found = find();
      if (found === null || found === undefined) return;
      clearTimeout(timer);
      events.off('change', look);
      resolve(found);
    };
    const timer = setTimeout(() => {
      events.off('change', look);
      reject(new Error(`waited ${ms} ms for ${what()}`));
    }, ms);
    events.on('change', look);
    look();
  });
}
