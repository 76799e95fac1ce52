import { z } from 'zod';
import { systemProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { wakeAgain } from './plan-delivery.ts';

const input = z.object({
  deliveryId: z.number().int(),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('sent'), channelId: z.string().max(64), messageId: z.string().max(64) }),
    z.object({ kind: z.literal('closed'), reason: z.string().max(50) }),
    z.object({ kind: z.literal('later'), afterMs: z.number().min(0), mayHaveArrived: z.boolean() }),
    z.object({ kind: z.literal('stopped'), reason: z.string() }),
    /** There is nothing to send any more. */
    z.object({ kind: z.literal('dropped') }),
  ]),
});

const firstRetryMs = 1_000;
const longestRetryMs = 5 * 60_000;
/** A token that was stopped may be replaced by another. */
const stoppedRetryMs = 15 * 60_000;

/**
 * Writes down what became of a try. Returns whether the person's next delivery may be tried at once: after one that
 * has to wait, those behind it wait too, so that they arrive in order.
 */
export const settleDelivery = systemProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { database, clock } = ctx.services;
  const now = clock.now();
  const { deliveryId, outcome } = input;
  return database.transaction(async (tx) => {
    const delivery = await tx.delivery.findUnique({ where: { id: deliveryId } });
    if (delivery?.state !== 'waiting') return { goOn: true };
    const { userId, kind, identityId, attempts } = delivery;
    const update = (data: object) => tx.delivery.update({ where: { id: deliveryId }, data });
    switch (outcome.kind) {
      case 'sent':
        await update({ state: 'sent', settledAt: toDate(now), messageId: outcome.messageId });
        if (identityId !== null && kind === 'message')
          await tx.identity.update({ where: { id: identityId }, data: { dmChannelId: outcome.channelId } });
        return { goOn: true };
      case 'dropped':
        await update({ state: 'dropped', settledAt: toDate(now) });
        return { goOn: true };
      case 'closed': {
        // The way is closed for good, so the next try finds another, or none.
        if (identityId !== null && kind === 'message') {
          const closed = { dmClosedAt: toDate(now), dmClosedFor: outcome.reason, dmChannelId: null };
          await tx.identity.update({ where: { id: identityId }, data: closed });
        } else await update({ state: 'dropped', settledAt: toDate(now) });
        if (kind === 'message') await update({ triedAt: null });
        return { goOn: true };
      }
      case 'later':
      case 'stopped': {
        const backoff = Math.min(firstRetryMs * 2 ** Math.min(attempts - 1, 10), longestRetryMs);
        const wait = outcome.kind === 'stopped' ? stoppedRetryMs : Math.max(outcome.afterMs, backoff);
        // Spread, so that what was limited together does not come back together.
        const after = Temporal.Duration.from({ milliseconds: Math.round(wait * (1 + Math.random() / 4)) });
        const mayHaveArrived = outcome.kind === 'later' && outcome.mayHaveArrived;
        await update({ dueAt: toDate(now.add(after)), ...(mayHaveArrived ? {} : { triedAt: null }) });
        await wakeAgain(tx, userId, after);
        return { goOn: false };
      }
    }
  });
});
