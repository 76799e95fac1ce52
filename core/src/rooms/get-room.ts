import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { findRoom } from './find-room.ts';
import { roomViews } from './room-view.ts';

/** A room with its people. Throws room_not_found, removed_from_room. */
export const getRoom = protectedProcedure.input(z.object({ roomId: rowId })).query(async ({ ctx, input }) => {
  const row = await findRoom(ctx.services.database.prisma, ctx, input.roomId);
  const [room] = await roomViews(ctx, [row]);
  if (!room) throw new EchoError('room_not_found');
  return room;
});
