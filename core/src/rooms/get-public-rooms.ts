import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { publicFor, visibleTo } from './find-room.ts';
import { viewsWithPeople, withPeople } from './room-view.ts';

const input = z.object({
  categoryId: rowId.optional(),
  status: z.enum(['waiting', 'active']).optional(),
  limit: z.number().int().min(1).max(100).default(20),
  offset: z.number().int().min(0).default(0),
});

/** RM-20: public rooms that are open and in which the actor may see everybody, those with people in them first, newest first. */
export const getPublicRooms = protectedProcedure.input(input).query(async ({ ctx, input }) => {
  const { categoryId, status, limit, offset } = input;
  const { prisma } = ctx.services.database;
  const where = {
    AND: [
      publicFor(ctx.actor.userId),
      visibleTo(ctx),
      { participants: { none: { userId: ctx.actor.userId, removedAt: { not: null } } } },
    ],
    ...(status === undefined ? {} : { status }),
    ...(categoryId === undefined ? {} : { categoryId }),
  };
  const [rows, total] = await Promise.all([
    prisma.learningRoom.findMany({
      where,
      orderBy: [{ status: 'desc' }, { createdAt: 'desc' }, { id: 'desc' }],
      include: withPeople,
      take: limit,
      skip: offset,
    }),
    prisma.learningRoom.count({ where }),
  ]);
  return { items: await viewsWithPeople(ctx, rows), total };
});
