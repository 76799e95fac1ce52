import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { findRoom } from './find-room.ts';

const input = z.object({
  roomId: rowId,
  /** Those before this one; the newest without it. */
  before: rowId.optional(),
  limit: z.number().int().min(1).max(100).default(50),
});

/** A page of a room's chat, oldest first. Throws room_not_found, removed_from_room. */
export const getMessages = protectedProcedure.input(input).query(async ({ ctx, input }) => {
  const { prisma } = ctx.services.database;
  const room = await findRoom(prisma, ctx, input.roomId);
  const rows = await prisma.roomMessage.findMany({
    where: { roomId: room.id, ...(input.before === undefined ? {} : { id: { lt: input.before } }) },
    select: { id: true, authorId: true, body: true, createdAt: true },
    orderBy: { id: 'desc' },
    take: input.limit,
  });
  return rows.reverse();
});
