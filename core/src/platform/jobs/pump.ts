import type { Services } from '../services.ts';

/**
 * Work that has to be on time: done at the moment when the next of it is due, not when a poll finds it. What it does it
 * claims by itself, so that any number of processes may run it.
 */
export interface Pump {
  name: string;
  /** Does what is due, or begins it. Returns whether there may be more at once. Called again where it fails half-way. */
  run(services: Services): Promise<boolean>;
  /** When there is more to do, as far as is known now; null where nothing waits. */
  nextAt(services: Services): Promise<Date | null>;
  /** Calls `wake` when there may be something to do before that, until the returned function is called. */
  listen?(wake: () => void, services: Services): () => void;
  /** Resolves once nothing that it began is under way. */
  idle?(): Promise<void>;
}

/** What another process adds or leaves behind, or a clock that is set, is seen after so long. */
const longestMs = 1_000;
const afterFailureMs = 1_000;

/** Runs it until it is stopped; a database out of reach is asked again every second. */
export function startPump(pump: Pump, services: Services): { stop(): Promise<void> } {
  const bell = openBell();
  let isStopping = false;
  let isFailing = false;

  /** One turn. Returns how long nothing is to be done, milliseconds. */
  async function turn(): Promise<number> {
    bell.quieten();
    if (await pump.run(services)) return 0;
    const next = await pump.nextAt(services);
    if (next === null) return longestMs;
    return Math.max(0, Math.min(next.getTime() - services.clock.now().epochMilliseconds, longestMs));
  }

  async function keepGoing(): Promise<void> {
    while (!isStopping) {
      try {
        const pause = await turn();
        isFailing = false;
        if (pause > 0) await bell.wait(pause);
      } catch (error) {
        if (!isFailing)
          services.log.warn({ error: String(error), pump: pump.name }, 'a pump stands still and tries again');
        isFailing = true;
        // Nobody's word brings a database back.
        bell.quieten();
        if (!isStopping) await bell.wait(afterFailureMs);
      }
    }
  }

  const unlisten = pump.listen?.(bell.ring, services);
  const going = keepGoing();
  return {
    async stop() {
      isStopping = true;
      bell.ring();
      await going;
      unlisten?.();
      await pump.idle?.();
    },
  };
}

/** A wait that is cut short by who rings, also where they rang before it began. */
function openBell() {
  let hasRung = false;
  let wakeUp: (() => void) | null = null;
  return {
    ring(): void {
      hasRung = true;
      wakeUp?.();
    },
    quieten(): void {
      hasRung = false;
    },
    async wait(ms: number): Promise<void> {
      if (hasRung) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      wakeUp = null;
    },
  };
}
