import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { holdRoom } from './find-room.ts';
import { endActing } from './return-to-owner.ts';
import { requireRoomLeft } from './room-limit.ts';
import { roomView } from './room-view.ts';

/**
 * RM-5: the answer to a room that was offered to the actor for good. With a yes it is theirs, they lead it, and who gave
 * it is a moderator there. Throws room_not_found, offer_gone, room_limit.
 */
export const answerOffer = protectedProcedure
  .input(z.object({ roomId: rowId, isAccepted: z.boolean() }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { userId } = actor;
    const { roomId, isAccepted } = input;
    const row = await services.database.transaction(async (tx) => {
      const room = await holdRoom(tx, ctx, roomId);
      if (room.offeredToId !== userId) throw new EchoError('offer_gone');
      const giver = room.ownerId;
      if (!isAccepted) return tx.learningRoom.update({ where: { id: roomId }, data: { offeredToId: null } });
      if (room.status !== 'ended') await requireRoomLeft(tx, ctx);
      await endActing(tx, roomId);
      if (giver !== null)
        await tx.roomParticipant.updateMany({
          where: { roomId, userId: giver },
          data: { role: 'moderator', actingFrom: null },
        });
      await tx.roomParticipant.updateMany({ where: { roomId, userId }, data: { role: 'host', actingFrom: null } });
      const given = await tx.learningRoom.update({
        where: { id: roomId },
        data: { ownerId: userId, hostId: userId, offeredToId: null },
      });
      if (giver !== null)
        await services.events.emit(tx, `room-taken:${roomId}:${giver}:${userId}`, {
          type: 'room.taken-over',
          v: 1,
          roomId,
          by: userId,
          to: giver,
        });
      return given;
    });
    await services.realtime.tellRoom({ roomId, kind: 'people' });
    return roomView(ctx, row);
  });
