import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { text } from '../platform/text.ts';
import { toDate } from '../platform/time.ts';
import { notApartFrom } from '../safety/apart.ts';
import { otherOf } from './match-view.ts';

/** What is said again within a day changes what was said, so that a second press does not count twice. */
const changeableHours = 24;

const input = z.object({
  partnershipId: rowId,
  rating: z.number().int().min(1).max(5),
  comment: text(1_000).optional(),
  wouldRecommend: z.boolean(),
});

/** What the actor says of a partnership of theirs. Throws partnership_not_found (also where one blocked the other). */
export const giveFeedback = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { partnershipId, rating, comment, wouldRecommend } = input;
  const now = services.clock.now();
  return services.database.transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM learning_partnerships WHERE id = ${partnershipId} FOR UPDATE`;
    const partnership = await tx.learningPartnership.findFirst({
      where: {
        id: partnershipId,
        OR: [
          { userId1: actor.userId, user2: notApartFrom(actor.userId) },
          { userId2: actor.userId, user1: notApartFrom(actor.userId) },
        ],
      },
    });
    if (!partnership) throw new EchoError('partnership_not_found');

    const data = { rating, comment: comment || null, wouldRecommend };
    const since = toDate(now.subtract({ hours: changeableHours }));
    const recent = await tx.partnershipFeedback.findFirst({
      where: { partnershipId, reviewerId: actor.userId, createdAt: { gt: since } },
      orderBy: { id: 'desc' },
    });
    if (recent) {
      await tx.partnershipFeedback.update({ where: { id: recent.id }, data });
      return { feedbackId: recent.id, changed: true };
    }
    const created = await tx.partnershipFeedback.create({
      data: { ...data, partnershipId, reviewerId: actor.userId, createdAt: toDate(now) },
    });
    await services.events.emit(tx, `feedback:${created.id}`, {
      type: 'feedback.given',
      v: 1,
      feedbackId: created.id,
      to: otherOf(partnership, actor.userId),
    });
    return { feedbackId: created.id, changed: false };
  });
});
