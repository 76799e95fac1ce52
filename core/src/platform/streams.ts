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
  /** A place for one more of a person's; throws too_many_requests where they, or the process, have enough of them. */
  open(userId: number): Stream;
  /** Ends all of them, before the server stops. */
  endAll(): void;
}

export function openStreams(): Streams {
  const open = new Map<AbortController, number>();
  return {
    open(userId) {
      const theirs = [...open.values()].filter((id) => id === userId).length;
      if (theirs >= mostOfOne || open.size >= mostHere)
        throw new EchoError('too_many_requests', { seconds: againSeconds });
      const controller = new AbortController();
      open.set(controller, userId);
      return {
        signal: controller.signal,
        close() {
          open.delete(controller);
          controller.abort();
        },
      };
    },
    endAll() {
      for (const controller of [...open.keys()]) controller.abort();
      open.clear();
    },
  };
}
