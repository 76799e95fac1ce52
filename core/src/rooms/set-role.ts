import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { holdAsHost } from './find-room.ts';

/**
 * The host makes somebody moderator or participant, or hands the room over to them. Throws room_not_found, not_host,
 * person_not_found.
 */
export const setRole = protectedProcedure
  .input(z.object({ roomId: rowId, userId: rowId, role: z.enum(['host', 'moderator', 'participant']) }))
  .mutation(async ({ ctx, input }) => {
    const { services } = ctx;
    const { roomId, userId, role } = input;
    await services.database.transaction(async (tx) => {
      const room = await holdAsHost(tx, ctx, roomId);
      const seat = await tx.roomParticipant.findUnique({ where: { roomId_userId: { roomId, userId } } });
      if (!seat || seat.removedAt !== null) throw new EchoError('person_not_found');
      // A room always has a host: giving that up is handing it over.
      if (seat.role === 'host') return;
      if (role === 'host') {
        await tx.roomParticipant.updateMany({ where: { roomId, role: 'host' }, data: { role: 'moderator' } });
        await tx.learningRoom.update({ where: { id: room.id }, data: { hostId: userId } });
      }
      await tx.roomParticipant.update({ where: { id: seat.id }, data: { role } });
    });
    await services.realtime.tellRoom({ roomId, kind: 'people' });
    return { userId, role };
  });
