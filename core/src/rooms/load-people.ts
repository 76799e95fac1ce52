import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { systemProcedure } from '../platform/procedures.ts';
import { pairsApart } from '../safety/apart.ts';
import { shownAvatar } from '../safety/avatar.ts';
import { inOrder } from './room-view.ts';

/**
 * Who belongs to a room, host first, for the process that has it; and the pairs of whom one has blocked the other, which
 * it keeps apart (RM-23). Who sees whom there by name and picture it needs not know: nothing more is said.
 */
export const loadPeople = systemProcedure.input(z.object({ roomId: rowId })).query(async ({ ctx, input }) => {
  const { prisma } = ctx.services.database;
  const { roomId } = input;
  const room = await prisma.learningRoom.findUnique({ where: { id: roomId }, select: { ownerId: true } });
  const seats = await prisma.roomParticipant.findMany({
    where: { roomId, removedAt: null, user: { deletedAt: null } },
    include: { user: { select: { displayName: true, profile: { select: { avatarUrl: true } } } } },
    orderBy: [{ joinedAt: 'asc' }, { id: 'asc' }],
  });
  const people = seats.map(({ userId, role, user }) => ({
    ...{ userId, role },
    displayName: user.displayName,
    avatarUrl: shownAvatar(user.profile?.avatarUrl),
    isOwner: userId === room?.ownerId,
  }));
  const apart = await pairsApart(
    prisma,
    people.map(({ userId }) => userId),
  );
  return { people: people.sort(inOrder), apart };
});
