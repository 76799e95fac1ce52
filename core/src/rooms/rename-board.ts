import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { line } from '../platform/text.ts';
import { refuseViewer } from './document.ts';
import { seatIn } from './seat-in.ts';

/** Calls a page of the board by another name. Throws view_only, not_allowed, room_ended, room_not_found. */
export const renameBoard = protectedProcedure
  .input(z.object({ roomId: rowId, boardId: rowId, title: line(100) }))
  .mutation(async ({ ctx, input }) => {
    const { prisma } = ctx.services.database;
    const { room, role } = await seatIn(prisma, ctx, input.roomId);
    refuseViewer(room, role, ctx.actor.userId);
    const { count } = await prisma.roomBoard.updateMany({
      where: { id: input.boardId, roomId: room.id },
      data: { title: input.title },
    });
    if (count === 0) throw new EchoError('invalid_input', { field: 'boardId' });
    return { id: input.boardId, title: input.title };
  });
