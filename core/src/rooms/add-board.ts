import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { line } from '../platform/text.ts';
import { toDate } from '../platform/time.ts';
import { refuseViewer } from './document.ts';
import { holdRoom } from './find-room.ts';
import { seatIn } from './seat-in.ts';

/** Pages of a room's board. */
export const maxBoards = 20;

/**
 * RM-9: another page of the board, from who may draw in the room; called by its number where no title is given. Throws
 * page_limit, view_only, not_allowed, room_ended, room_not_found.
 */
export const addBoard = protectedProcedure
  .input(z.object({ roomId: rowId, title: line(100).optional() }))
  .mutation(async ({ ctx, input }) => {
    const { database, clock } = ctx.services;
    return database.transaction(async (tx) => {
      await holdRoom(tx, ctx, input.roomId);
      const { room, role } = await seatIn(tx, ctx, input.roomId);
      refuseViewer(room, role, ctx.actor.userId);
      const position = await tx.roomBoard.count({ where: { roomId: room.id } });
      if (position >= maxBoards) throw new EchoError('page_limit', { limit: maxBoards });
      return tx.roomBoard.create({
        data: {
          roomId: room.id,
          title: input.title ?? String(position + 1),
          position,
          createdAt: toDate(clock.now()),
        },
        select: { id: true, title: true },
      });
    });
  });
