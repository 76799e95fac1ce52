import { protectedProcedure } from '../platform/procedures.ts';
import { visibleTo } from './find-room.ts';
import { roomViews } from './room-view.ts';

const most = 50;

/** The rooms that the actor has been in or may enter as a partner or guest: open ones first, newest first. */
export const getMyRooms = protectedProcedure.query(async ({ ctx }) => {
  const { userId } = ctx.actor;
  const rows = await ctx.services.database.prisma.learningRoom.findMany({
    where: {
      ...visibleTo(ctx),
      OR: [
        { participants: { some: { userId, removedAt: null } } },
        {
          status: { not: 'ended' },
          participants: { none: { userId } },
          OR: [
            { partnership: { OR: [{ userId1: userId }, { userId2: userId }] } },
            { invitations: { some: { inviteeId: userId, status: 'pending' } } },
          ],
        },
      ],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: most,
  });
  const isEnded = (row: (typeof rows)[number]) => Number(row.status === 'ended');
  return roomViews(
    ctx,
    [...rows].sort((a, b) => isEnded(a) - isEnded(b)),
  );
});
