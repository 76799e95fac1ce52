import { setTimeout as wait } from 'node:timers/promises';
import { EchoError } from '@echochat/core/platform/errors.ts';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';

/** Failures that one client has in hand, and how many of them come back in a second. */
const burst = 20;
const perSecond = 1;
/** What is under way for one client at the same time; whoever comes then waits. */
const atOnce = 8;
/** Of all clients together. Once it is spent, who failed a moment ago has no more of their own. */
const burstOfAll = 200;
const perSecondOfAll = 5;
const mostWaiting = 200;
const patienceSeconds = 3;
const mostClients = 10_000;

/** What is left of a number that failures take from and time gives back. */
class Balance {
  readonly #most: number;
  readonly #perSecond: number;
  #left: number;
  #at = performance.now();

  constructor(most: number, perSecond: number) {
    this.#most = most;
    this.#perSecond = perSecond;
    this.#left = most;
  }

  get left(): number {
    const now = performance.now();
    this.#left = Math.min(this.#most, this.#left + ((now - this.#at) / 1_000) * this.#perSecond);
    this.#at = now;
    return this.#left;
  }

  /** Seconds until there is one again. */
  get seconds(): number {
    return Math.max(0, (1 - this.left) / this.#perSecond);
  }

  spend(): void {
    this.#left = Math.max(0, this.left - 1);
  }
}

interface Client {
  balance: Balance;
  inTurn: ReturnType<typeof pLimit>;
}

/**
 * Bounds what clients make us ask of Discord by failing. Who succeeds is never counted, however many come from one
 * address, as people of an Activity do. Who fails again and again is let through once a second, so that somebody honest at
 * the same address comes in as well, a moment later.
 */
export function openFailures() {
  const clients = new LRUCache<string, Client>({ max: mostClients });
  const all = new Balance(burstOfAll, perSecondOfAll);
  const clientAt = (address: string): Client => {
    const known = clients.get(address) ?? { balance: new Balance(burst, perSecond), inTurn: pLimit(atOnce) };
    clients.set(address, known);
    return known;
  };

  /** Runs `work` for a client; `isFailure` says which errors are theirs. Throws too_many_requests. */
  return async function attempt<T>(
    address: string,
    isFailure: (error: unknown) => boolean,
    work: () => Promise<T>,
  ): Promise<T> {
    const { balance, inTurn } = clientAt(address);
    if (inTurn.pendingCount >= mostWaiting) throw new EchoError('too_many_requests', { seconds: patienceSeconds });
    return inTurn(async () => {
      const isKnownToFail = balance.left < burst - 0.5;
      const seconds = Math.max(balance.seconds, isKnownToFail ? all.seconds : 0);
      if (seconds > 0) {
        // The others who wait behind this one are told at once.
        if (seconds > patienceSeconds || inTurn.activeCount > 1)
          throw new EchoError('too_many_requests', { seconds: Math.ceil(seconds) });
        await wait(seconds * 1_000, undefined, { ref: false });
      }
      try {
        return await work();
      } catch (error) {
        if (isFailure(error)) {
          balance.spend();
          all.spend();
        }
        throw error;
      }
    });
  };
}
