import type { LearningRoom } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { asItStands, visibleTo } from './find-room.ts';
import { viewsWithPeople, withPeople } from './room-view.ts';

const most = 50;
/** With a partnership only its own. */
const input = z.object({ partnershipId: rowId.optional() }).optional();

/** The rooms that the actor has been in, those of their partnerships, and those they are invited to: open ones first, newest first. */
export const getMyRooms = protectedProcedure.input(input).query(async ({ ctx, input }) => {
  const { userId } = ctx.actor;
  const rows = await ctx.services.database.prisma.learningRoom.findMany({
    where: {
      ...visibleTo(ctx),
      ...(input?.partnershipId === undefined ? {} : { partnershipId: input.partnershipId }),
      OR: [
        { participants: { some: { userId, removedAt: null } } },
        {
          participants: { none: { userId, removedAt: { not: null } } },
          OR: [
            { ownerId: userId },
            { partnership: { status: { not: 'ended' }, OR: [{ userId1: userId }, { userId2: userId }] } },
            { status: { not: 'ended' }, invitations: { some: { inviteeId: userId, status: 'pending' } } },
          ],
        },
      ],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: withPeople,
    take: most,
  });
  const isEnded = ({ status }: LearningRoom) => Number(status === 'ended');
  return viewsWithPeople(
    ctx,
    rows.map((row) => ({ ...row, ...asItStands(row) })).sort((a, b) => isEnded(a) - isEnded(b)),
  );
});
