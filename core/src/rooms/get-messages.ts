import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { notApartFrom } from '../safety/apart.ts';
import { roomOfParticipant } from './made/room-of-participant.ts';

const input = z.object({
  roomId: rowId,
  /** Those before this one; the newest without it. */
  before: rowId.optional(),
  limit: z.number().int().min(1).max(100).default(50),
});

/**
 * RM-14: a page of a room's chat, oldest first, for who was in it: without the lines of who blocked the actor or is blocked
 * by them. Throws room_not_found, removed_from_room.
 */
export const getMessages = protectedProcedure.input(input).query(async ({ ctx, input }) => {
  const { prisma } = ctx.services.database;
  const room = await roomOfParticipant(ctx, input.roomId);
  const rows = await prisma.roomMessage.findMany({
    where: {
      roomId: room.id,
      OR: [{ authorId: null }, { author: notApartFrom(ctx.actor.userId) }],
      ...(input.before === undefined ? {} : { id: { lt: input.before } }),
    },
    select: { id: true, authorId: true, body: true, createdAt: true },
    orderBy: { id: 'desc' },
    take: input.limit,
  });
  return rows.reverse();
});
