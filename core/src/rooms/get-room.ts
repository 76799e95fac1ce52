import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { findRoom } from './find-room.ts';
import { roomView } from './room-view.ts';

/**
 * A room: with its people for who was in it, else its title, host, skill, how many are in it and whether it is locked.
 * Throws room_not_found, removed_from_room.
 */
export const getRoom = protectedProcedure
  .input(z.object({ roomId: rowId }))
  .query(async ({ ctx, input }) => roomView(ctx, await findRoom(ctx.services.database.prisma, ctx, input.roomId)));
