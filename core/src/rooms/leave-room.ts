import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { holdRoom } from './find-room.ts';

/** Gives the actor's seat back. Saying it again changes nothing. Throws room_not_found. */
export const leaveRoom = protectedProcedure.input(z.object({ roomId: rowId })).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  await services.database.transaction(async (tx) => {
    await holdRoom(tx, ctx, input.roomId);
    const now = toDate(services.clock.now());
    await tx.roomParticipant.updateMany({
      where: { roomId: input.roomId, userId: actor.userId, isActive: true },
      data: { isActive: false, leftAt: now },
    });
    await tx.roomAttendance.updateMany({
      where: { roomId: input.roomId, userId: actor.userId, source: 'socket', endedAt: null },
      data: { endedAt: now, seenAt: now },
    });
  });
  return { roomId: input.roomId };
});
