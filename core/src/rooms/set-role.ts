import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { holdAsHost } from './find-room.ts';
import { endActing } from './return-to-owner.ts';

/**
 * Who leads the room makes somebody moderator or participant, or lets them lead it. Whose it is does not change by that:
 * the owner leads again when they come back. Throws room_not_found, not_host, room_owner (the owner's part is nobody's to
 * change), person_not_found.
 */
export const setRole = protectedProcedure
  .input(z.object({ roomId: rowId, userId: rowId, role: z.enum(['host', 'moderator', 'participant']) }))
  .mutation(async ({ ctx, input }) => {
    const { services, actor } = ctx;
    const { roomId, userId, role } = input;
    await services.database.transaction(async (tx) => {
      const room = await holdAsHost(tx, ctx, roomId);
      const seat = await tx.roomParticipant.findUnique({ where: { roomId_userId: { roomId, userId } } });
      if (!seat || seat.removedAt !== null) throw new EchoError('person_not_found');
      const isOwner = room.ownerId === actor.userId;
      if (room.ownerId === userId && !isOwner && role !== 'host') throw new EchoError('room_owner');
      // A room always has a host: giving that up is letting somebody else lead.
      if (seat.role === 'host') return;
      if (role === 'host') {
        await endActing(tx, roomId);
        await tx.learningRoom.update({ where: { id: room.id }, data: { hostId: userId } });
      }
      // Whom an acting host lets lead stands in for the owner too.
      const actingFrom = role === 'host' && !isOwner && room.ownerId !== userId ? seat.role : null;
      await tx.roomParticipant.update({ where: { id: seat.id }, data: { role, actingFrom } });
    });
    await services.realtime.tellRoom({ roomId, kind: 'people' });
    return { userId, role };
  });
