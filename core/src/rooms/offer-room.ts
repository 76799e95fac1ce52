import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { sightOf } from '../safety/sight.ts';
import { holdAsOwner } from './find-room.ts';

const input = z.object({
  roomId: rowId,
  /** Somebody who was in it; null takes the offer back. */
  userId: rowId.nullable(),
});

/**
 * RM-5: the owner offers a room for good, with its boards, notes, files and chat. It is the other's once they say yes; of
 * two offers the later counts. Throws room_not_found, not_owner, person_not_found.
 */
export const offerRoom = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { roomId, userId } = input;
  await services.database.transaction(async (tx) => {
    const room = await holdAsOwner(tx, ctx, roomId);
    if (room.offeredToId === userId) return;
    if (userId !== null) {
      const seats = await tx.roomParticipant.count({ where: { roomId, userId, removedAt: null } });
      const sight = (await sightOf(tx, actor.userId, [userId])).get(userId) ?? 'none';
      if (seats === 0 || sight === 'none' || userId === actor.userId) throw new EchoError('person_not_found');
    }
    await tx.learningRoom.update({ where: { id: roomId }, data: { offeredToId: userId } });
    if (userId !== null)
      await services.events.emit(tx, `room-offered:${roomId}:${userId}`, {
        type: 'room.offered',
        v: 1,
        roomId,
        by: actor.userId,
        to: userId,
      });
  });
  await services.realtime.tellRoom({ roomId, kind: 'people' });
  return { roomId, userId };
});
