import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';

/** Marks the actor's notices up to and including `upToId` as read. */
export const markRead = protectedProcedure.input(z.object({ upToId: rowId })).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { count } = await services.database.prisma.notification.updateMany({
    where: { userId: actor.userId, id: { lte: input.upToId }, readAt: null },
    data: { readAt: toDate(services.clock.now()) },
  });
  return { read: count };
});
