import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { visibleTo } from './find-session.ts';
import { viewsWithPeople, withPeople } from './session-view.ts';

const most = 200;

const input = z.object({
  /** Without it: what is still to come, and what goes on. */
  status: z.enum(['scheduled', 'in_progress', 'completed']).optional(),
  partnershipId: rowId.optional(),
});

/**
 * The sessions that the actor hosts, said yes to, or was asked to and has not declined: what is to come soonest first, what
 * is over latest first.
 */
export const getMySessions = protectedProcedure.input(input).query(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { userId } = actor;
  const isOver = input.status === 'completed';
  const rows = await services.database.prisma.scheduledSession.findMany({
    where: {
      AND: [
        visibleTo(userId),
        {
          OR: [
            { hostId: userId },
            {
              participants: {
                some: { userId, status: { in: ['invited', 'accepted', 'waiting', 'attended', 'no_show'] } },
              },
            },
          ],
        },
      ],
      status: input.status ?? { in: ['scheduled', 'in_progress'] },
      // What has begun but was not marked yet goes on; what nobody marked in a day is over.
      ...(isOver ? {} : { scheduledAt: { gt: toDate(services.clock.now().subtract({ hours: 24 })) } }),
      ...(input.partnershipId === undefined ? {} : { partnershipId: input.partnershipId }),
    },
    orderBy: [{ scheduledAt: isOver ? 'desc' : 'asc' }, { id: 'asc' }],
    include: withPeople,
    take: most,
  });
  return viewsWithPeople(ctx, rows);
});
