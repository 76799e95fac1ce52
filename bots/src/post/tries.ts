import { setTimeout as wait } from 'node:timers/promises';
import type { Api } from '@echochat/core/api.ts';
import { keepEveryMs } from '@echochat/core/notifications/keep-deliveries.ts';
import type { Log } from '@echochat/core/platform/log.ts';
import type { Outcome } from './carrier.ts';

type Stopped = Extract<Outcome, { kind: 'stopped' }>;
export type TryOutcome =
  | Exclude<Outcome, Stopped>
  /** No call was made; one before it may have arrived. */
  | (Stopped & { mayHaveArrived: boolean })
  | { kind: 'dropped' };

/** What one process is sending. Its leases are kept up while that takes, and what became of it is written down. */
export interface Tries {
  /** How many messages are under way on a chat. */
  count(platform: string): number;
  /** One message, and the deliveries that it is: what becomes of it becomes of all of them, written down at once. */
  begin(platform: string, deliveryIds: readonly number[], outcome: Promise<TryOutcome>): void;
  /** Calls back when some have ended, until the returned function is called. */
  onEnded(listener: () => void): () => void;
  /** Resolves once none is under way. */
  idle(): Promise<void>;
}

/** Writing down is tried so often. By then the leases have run out, and others make the tries again, with the same nonces. */
const settleTries = 8;
const settleAgainMs = 1_000;

interface Try {
  platform: string;
  deliveryIds: readonly number[];
}

export function openTries(notifications: Api['notifications'], sender: string, log: Log): Tries {
  const underWay = new Set<Try>();
  const ended: { one: Try; outcome: TryOutcome }[] = [];
  const listeners = new Set<() => void>();
  let isSettling = false;
  let keeping: NodeJS.Timeout | undefined;

  const keep = () =>
    notifications.keepDeliveries({ sender, deliveryIds: idsOf(underWay) }).catch((error: unknown) => {
      log.warn({ error: String(error) }, 'the leases of deliveries could not be kept up');
    });

  /** What ends while one batch is written down is the next. */
  async function settle(): Promise<void> {
    isSettling = true;
    while (ended.length > 0) {
      const tries = ended.splice(0);
      await written(tries);
      for (const { one } of tries) underWay.delete(one);
      if (underWay.size === 0) {
        clearInterval(keeping);
        keeping = undefined;
      }
      for (const listener of listeners) listener();
    }
    isSettling = false;
  }

  async function written(messages: { one: Try; outcome: TryOutcome }[]): Promise<void> {
    const tries = messages.flatMap(({ one, outcome }) =>
      one.deliveryIds.map((deliveryId) => ({ deliveryId, outcome })),
    );
    for (let attempt = 1; attempt <= settleTries; attempt += 1) {
      try {
        await notifications.settleDeliveries({ sender, tries });
        return;
      } catch (error) {
        log.warn({ error: String(error), attempt }, 'what became of deliveries could not be written down');
        await wait(settleAgainMs);
      }
    }
  }

  function onEnded(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  return {
    count: (platform) =>
      underWay
        .values()
        .filter((one) => one.platform === platform)
        .toArray().length,
    begin(platform, deliveryIds, outcome) {
      const one = { platform, deliveryIds };
      underWay.add(one);
      keeping ??= setInterval(keep, keepEveryMs);
      const end = (became: TryOutcome) => {
        ended.push({ one, outcome: became });
        if (!isSettling) void settle();
      };
      outcome.then(end, (error: unknown) => {
        log.error({ err: error, deliveryIds }, 'a delivery failed');
        end({ kind: 'later', afterMs: settleAgainMs, mayHaveArrived: true });
      });
    },
    onEnded,
    async idle() {
      if (underWay.size === 0) return;
      await new Promise<void>((resolve) => {
        const stop = onEnded(() => {
          if (underWay.size > 0) return;
          stop();
          resolve();
        });
      });
    },
  };
}

const idsOf = (tries: Iterable<Try>): number[] => [...tries].flatMap(({ deliveryIds }) => deliveryIds);
