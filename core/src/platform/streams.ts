import { EchoError } from './errors.ts';

/** A browser speaks to one host over six connections at most: four of them may be streams, the others answer. */
const mostOfOne = 4;
const mostHere = 2_000;
const againSeconds = 60;

export interface Stream {
  /** Aborted when the stream has to end. */
  signal: AbortSignal;
  /** Gives its place back. */
  close(): void;
}

/** The streams that this process holds open for people. */
export interface Streams {
  /**
   * A place for one more of a person's, with the browser session that asks, null for a chat's; throws too_many_requests
   * where they, or the process, have enough of them.
   */
  open(userId: number, sessionId: number | null): Stream;
  /** The browser sessions that have one open. */
  sessionIds(): number[];
  /** Ends those of browser sessions that are over. */
  endOf(sessionIds: readonly number[]): void;
  /** Ends all of them, before the server stops. */
  endAll(): void;
}

export function openStreams(): Streams {
  const open = new Map<AbortController, { userId: number; sessionId: number | null }>();
  return {
    open(userId, sessionId) {
      const theirs = [...open.values()].filter((one) => one.userId === userId).length;
      if (theirs >= mostOfOne || open.size >= mostHere)
        throw new EchoError('too_many_requests', { seconds: againSeconds });
      const controller = new AbortController();
      open.set(controller, { userId, sessionId });
      return {
        signal: controller.signal,
        close() {
          open.delete(controller);
          controller.abort();
        },
      };
    },
    sessionIds: () => [...new Set([...open.values()].flatMap(({ sessionId }) => sessionId ?? []))],
    endOf(sessionIds) {
      for (const [controller, { sessionId }] of [...open]) {
        if (sessionId === null || !sessionIds.includes(sessionId)) continue;
        open.delete(controller);
        controller.abort();
      }
    },
    endAll() {
      for (const controller of [...open.keys()]) controller.abort();
      open.clear();
    },
  };
}
