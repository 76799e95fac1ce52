import type { TestCore } from '../../test/core.ts';

/** Listens for what reaches people's inboxes. `next` resolves with each push once, those that came before it included. */
export function openNews(core: TestCore) {
  const heard = new Map<number, number>();
  const waiting = new Map<number, (() => void)[]>();
  core.services.realtime.subscribe(({ userId }) => {
    const next = waiting.get(userId)?.shift();
    if (next) next();
    else heard.set(userId, (heard.get(userId) ?? 0) + 1);
  });
  return {
    next(userId: number): Promise<void> {
      const before = heard.get(userId) ?? 0;
      if (before > 0) {
        heard.set(userId, before - 1);
        return Promise.resolve();
      }
      return new Promise((resolve) => waiting.set(userId, [...(waiting.get(userId) ?? []), resolve]));
    },
  };
}
