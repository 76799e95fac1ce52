import { randomUUID } from 'node:crypto';
import type { Core } from '@echochat/core/core.ts';
import type { DueDelivery } from '@echochat/core/notifications/claim-deliveries.ts';
import type { Pump } from '@echochat/core/platform/jobs/pump.ts';
import type { CommandContext } from '../commands/context.ts';
import { openDispatcher } from '../commands/dispatch.ts';
import type { Carrier, Outgoing } from './carrier.ts';
import { byMessage, outgoingOf, type Reader } from './message.ts';
import { openTries, type TryOutcome } from './tries.ts';

export interface PostOptions {
  /** Messages under way on one chat at once, at most: what is claimed is sent soon, so that what is more urgent can overtake. */
  atOnce?: number;
}

const defaultAtOnce = 100;
/** Where a chat limits us, what it takes in so long is claimed at once; the next claim comes in a fraction of that. */
const aheadMs = 100;
const claimEveryMs = 40;

/**
 * Brings people what waits for them: claims what is due in batches, the most urgent first, sends it, and writes down what
 * became of it. Every step is written down before the next, so of a process that dies others go on where it was.
 */
export function openPost(core: Core, carriers: readonly Carrier[], { atOnce = defaultAtOnce }: PostOptions = {}): Pump {
  const sender = randomUUID();
  const dispatcher = openDispatcher(core);
  const { notifications } = core.as({ kind: 'system', name: 'post' });
  const tries = openTries(notifications, sender, core.services.log);
  const platforms = carriers.map(({ platform }) => platform);
  const claimedAt = new Map<Carrier, number>();

  /** Claims what one chat has room for and begins to send it. Returns whether there may be more at once. */
  async function claim(carrier: Carrier): Promise<boolean> {
    const { platform, perSecond, mostNamed } = carrier;
    const most = atOnce - tries.count(platform);
    if (most <= 0 || pauseOf(carrier) > 0) return false;
    const pace = perSecond === null ? null : { perSecond, aheadMs };
    if (pace) claimedAt.set(carrier, performance.now());
    const { due, isMore } = await notifications.claimDeliveries({ sender, platforms, platform, most, mostNamed, pace });
    if (!isMore) claimedAt.delete(carrier);
    if (due.length === 0) return isMore;
    const userIds = due.map(({ userId }) => userId);
    const contexts = await dispatcher.contexts(userIds, platform);
    const readers = due.flatMap((one) => readerOf(one, contexts));
    const gone = due.filter(({ userId }) => !contexts.has(userId)).map(({ deliveryId }) => deliveryId);
    if (gone.length > 0) tries.begin(platform, gone, Promise.resolve({ kind: 'dropped' }));
    const messages = byMessage(readers);
    const drawn = messages.map(outgoingOf);
    // Sent together once all are drawn: what is claimed and late would crowd what the next claim sends.
    await Promise.allSettled(drawn);
    for (const [index, message] of messages.entries()) {
      const ids = message.map((reader) => reader.due.deliveryId);
      tries.begin(platform, ids, send(carrier, drawn[index] ?? Promise.resolve(null)));
    }
    return isMore && pace === null && tries.count(platform) < atOnce;
  }

  /** How long, milliseconds, a chat that limits us is left alone after a claim that found something. */
  const pauseOf = (carrier: Carrier): number =>
    Math.max(0, (claimedAt.get(carrier) ?? Number.NEGATIVE_INFINITY) + claimEveryMs - performance.now());

  return {
    name: 'post',
    async run() {
      let isMore = false;
      for (const carrier of carriers) isMore = (await claim(carrier)) || isMore;
      return isMore;
    },
    async nextAt({ clock }) {
      const pauses = [...claimedAt.keys()].filter(({ platform }) => tries.count(platform) < atOnce).map(pauseOf);
      // So soon that what is due by then needs no asking.
      if (pauses.length > 0) return new Date(clock.now().epochMilliseconds + Math.ceil(Math.min(...pauses)));
      return notifications.nextDeliveryAt();
    },
    listen(wake, { realtime }) {
      const stops = [realtime.subscribe(wake), tries.onEnded(wake)];
      return () => stops.forEach((stop) => void stop());
    },
    idle: tries.idle,
  };
}

function readerOf(due: DueDelivery, contexts: ReadonlyMap<number, CommandContext>): Reader[] {
  const ctx = contexts.get(due.userId);
  // What is said to them there may name others who are there.
  return ctx ? [{ due, ctx: { ...ctx, workspaceId: due.route.workspaceId } }] : [];
}

async function send(carrier: Carrier, drawn: Promise<Outgoing | null>): Promise<TryOutcome> {
  const outgoing = await drawn;
  if (!outgoing) return { kind: 'dropped' };
  const outcome = await carrier.send(outgoing);
  return outcome.kind === 'stopped' ? { ...outcome, mayHaveArrived: outgoing.firstTriedAt !== null } : outcome;
}
