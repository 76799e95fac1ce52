import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { systemProcedure } from '../platform/procedures.ts';

/** All that a room's process holds of it: its document, its boards with every element's newest version. */
export const loadContent = systemProcedure.input(z.object({ roomId: rowId })).query(async ({ ctx, input }) => {
  const { prisma } = ctx.services.database;
  const room = await prisma.learningRoom.findUnique({ where: { id: input.roomId } });
  if (!room) return null;
  const boards = await prisma.roomBoard.findMany({
    where: { roomId: room.id },
    select: { id: true, title: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
  const elements = await prisma.boardElement.findMany({
    where: { boardId: { in: boards.map(({ id }) => id) } },
    select: { boardId: true, elementId: true, version: true, nonce: true, sequence: true, data: true },
  });
  const document: unknown = room.document;
  return { status: room.status, document, boards, elements };
});
