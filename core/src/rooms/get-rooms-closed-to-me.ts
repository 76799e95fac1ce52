import { protectedProcedure } from '../platform/procedures.ts';
import { visibleTo } from './find-room.ts';

const most = 100;

/** RM-4: the rooms that the actor was removed from, the newest first, by title: asked for by it, each says who lets them in again. */
export const getRoomsClosedToMe = protectedProcedure.query(async ({ ctx }) => {
  const { userId } = ctx.actor;
  return ctx.services.database.prisma.learningRoom.findMany({
    where: {
      ...visibleTo(ctx),
      participants: { some: { userId, removedAt: { not: null } } },
      NOT: { ownerId: userId },
    },
    select: { id: true, title: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: most,
  });
});
