import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { kindsOf, noticeGroups } from './notice-groups.ts';

const input = z.object({
  upToId: rowId,
  /** Those of this group alone. */
  group: z.enum(noticeGroups).optional(),
});

/** Marks the actor's notices up to and including `upToId` as read. */
export const markRead = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { upToId, group } = input;
  const { count } = await services.database.prisma.notification.updateMany({
    where: {
      userId: actor.userId,
      id: { lte: upToId },
      readAt: null,
      ...(group === undefined ? {} : { kind: { in: kindsOf(group) } }),
    },
    data: { readAt: toDate(services.clock.now()) },
  });
  return { read: count };
});
