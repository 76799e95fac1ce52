import { z } from 'zod';
import { systemProcedure } from '../platform/procedures.ts';
import { settleClosed, settleDropped, settleLater, settleSent } from './deliveries.sql.ts';

const outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sent'), channelId: z.string().max(64), messageId: z.string().max(64) }),
  z.object({ kind: z.literal('closed'), reason: z.string().max(50) }),
  z.object({ kind: z.literal('later'), afterMs: z.number().min(0), mayHaveArrived: z.boolean() }),
  z.object({ kind: z.literal('stopped'), reason: z.string(), mayHaveArrived: z.boolean() }),
  /** There is nothing to send any more. */
  z.object({ kind: z.literal('dropped') }),
]);
const input = z.object({
  sender: z.uuid(),
  tries: z.array(z.object({ deliveryId: z.number().int(), outcome })),
});
type Try = z.output<typeof input>['tries'][number];

const firstRetryMs = 1_000;
const longestRetryMs = 5 * 60_000;
/** A token that was stopped may be replaced by another. */
const stoppedRetryMs = 15 * 60_000;

/**
 * Writes down what became of tries, one statement for each kind of outcome. Of a try whose lease was lost meanwhile only
 * that it arrived counts. Settling a second time changes nothing.
 */
export const settleDeliveries = systemProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { database, clock } = ctx.services;
  const { sender, tries } = input;
  const now = clock.now().toString();
  const sent = tries.flatMap((one) => (one.outcome.kind === 'sent' ? { ...one.outcome, id: one.deliveryId } : []));
  const closed = tries.flatMap((one) => (one.outcome.kind === 'closed' ? { ...one.outcome, id: one.deliveryId } : []));
  const later = tries.flatMap(pauseOf);
  const dropped = tries.filter((one) => one.outcome.kind === 'dropped').map(({ deliveryId }) => deliveryId);
  const ids = (some: readonly { id: number }[]) => some.map(({ id }) => id);
  await Promise.all([
    sent.length > 0 &&
      database.query(settleSent, [
        ids(sent),
        sent.map(({ channelId }) => channelId),
        sent.map(({ messageId }) => messageId),
        now,
      ]),
    closed.length > 0 && database.query(settleClosed, [ids(closed), closed.map(({ reason }) => reason), sender, now]),
    later.length > 0 &&
      database.query(settleLater, [
        ids(later),
        later.map(({ afterMs }) => afterMs),
        later.map(({ mayHaveArrived }) => mayHaveArrived),
        sender,
        now,
        firstRetryMs,
        longestRetryMs,
      ]),
    dropped.length > 0 && database.query(settleDropped, [dropped, sender, now]),
  ]);
});

function pauseOf({ deliveryId: id, outcome }: Try): { id: number; afterMs: number; mayHaveArrived: boolean }[] {
  if (outcome.kind === 'stopped') return [{ ...outcome, id, afterMs: stoppedRetryMs }];
  return outcome.kind === 'later' ? [{ ...outcome, id }] : [];
}
