import { setTimeout as wait } from 'node:timers/promises';
import type { Services } from '../services.ts';

/**
 * Work that has to be on time: done at the moment when the next of it is due, not when a poll finds it. What it does it
 * claims by itself, so that any number of processes may run it.
 */
export interface Pump {
  name: string;
  /** Does what is due. Called again at once where it fails half-way through. */
  run(services: Services): Promise<unknown>;
  /** When there is more to do, as far as is known now; null where nothing waits. */
  nextAt(services: Services): Promise<Date | null>;
}

/** What another process adds, or a clock that is set, is seen after so long. */
const longestMs = 2_000;
const afterFailureMs = 1_000;

/** Runs it until it is stopped; a database out of reach is asked again every second. */
export function startPump(pump: Pump, services: Services): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let isFailing = false;
  async function turn(): Promise<number> {
    try {
      await pump.run(services);
      const next = await pump.nextAt(services);
      isFailing = false;
      const until = next === null ? longestMs : next.getTime() - services.clock.now().epochMilliseconds;
      return Math.max(0, Math.min(until, longestMs));
    } catch (error) {
      if (!isFailing)
        services.log.warn({ error: String(error), pump: pump.name }, 'a pump stands still and tries again');
      isFailing = true;
      return afterFailureMs;
    }
  }
  async function keepGoing(): Promise<void> {
    while (!stopping.signal.aborted) {
      const pause = await turn();
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }
  const going = keepGoing();
  return {
    async stop() {
      stopping.abort();
      await going;
    },
  };
}
