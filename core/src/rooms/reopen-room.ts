import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { holdRoom } from './find-room.ts';
import { roomViews } from './room-view.ts';

/**
 * Opens a room again that has ended, with its boards, for the host or anybody who was in it, who then is its host.
 * Throws room_not_found, removed_from_room, not_allowed, room_limit.
 */
export const reopenRoom = protectedProcedure
  .meta({ permission: 'rooms:create' })
  .input(z.object({ roomId: rowId }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { roomId } = input;
    const row = await services.database.transaction(async (tx) => {
      const room = await holdRoom(tx, ctx, roomId);
      if (room.status !== 'ended') return room;
      const seat = await tx.roomParticipant.findUnique({ where: { roomId_userId: { roomId, userId: actor.userId } } });
      if (!seat) throw new EchoError('not_allowed');
      await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${actor.userId} FOR UPDATE`;
      const open = await tx.learningRoom.count({ where: { hostId: actor.userId, status: { not: 'ended' } } });
      const { maxRooms } = actor.plan;
      if (maxRooms >= 0 && open >= maxRooms) throw new EchoError('room_limit', { limit: maxRooms });
      await tx.roomParticipant.updateMany({ where: { roomId, role: 'host' }, data: { role: 'participant' } });
      await tx.roomParticipant.update({ where: { id: seat.id }, data: { role: 'host', isActive: true, leftAt: null } });
      return tx.learningRoom.update({
        where: { id: roomId },
        // Who was there before it ended does not count as there since.
        data: { status: 'waiting', startedAt: toDate(services.clock.now()), endedAt: null, hostId: actor.userId },
      });
    });
    const [room] = await roomViews(ctx, [row]);
    if (!room) throw new EchoError('room_not_found');
    return room;
  });
