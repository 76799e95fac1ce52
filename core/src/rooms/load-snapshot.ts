import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { seatIn } from './seat-in.ts';

/** A restore point's elements, for who leads the room. Throws not_host, not_allowed, invalid_input, room_ended, room_not_found. */
export const loadSnapshot = protectedProcedure
  .input(z.object({ roomId: rowId, boardId: rowId, snapshotId: rowId }))
  .query(async ({ ctx, input }) => {
    const { prisma } = ctx.services.database;
    const { role } = await seatIn(prisma, ctx, input.roomId);
    if (role === 'participant') throw new EchoError('not_host');
    const found = await prisma.boardSnapshot.findFirst({
      where: { id: input.snapshotId, boardId: input.boardId, board: { roomId: input.roomId } },
    });
    if (!found) throw new EchoError('invalid_input', { field: 'snapshotId' });
    const elements: unknown = found.elements;
    return { elements };
  });
