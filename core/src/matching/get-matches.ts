import type { Prisma } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { reachableFor } from '../safety/reachable.ts';
import { mostOpen } from './limits.ts';
import { inOrder, matchViews } from './match-view.ts';

const input = z.object({
  status: z.enum(['pending', 'accepted', 'declined']).optional(),
  limit: z.number().int().min(1).max(100).default(20),
  offset: z.number().int().min(0).default(0),
});

/**
 * The actor's matches, of one status where it is given. Open ones by themselves come in the order in
 * which they are proposed (MS-8). Never cached.
 */
export const getMatches = protectedProcedure.input(input).query(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const now = toDate(services.clock.now());
  const reachable = reachableFor(actor.userId);
  const mine: Prisma.LearningMatchWhereInput = {
    OR: [
      { userId1: actor.userId, user2: reachable },
      { userId2: actor.userId, user1: reachable },
    ],
    ...(input.status === undefined ? {} : { status: input.status }),
    ...(input.status === 'pending' ? { expiresAt: { gt: now } } : {}),
  };
  const { learningMatch } = services.database.prisma;
  const read = (page: { take: number; skip: number }) =>
    learningMatch.findMany({
      where: mine,
      orderBy: [{ status: 'asc' }, { compatibilityScore: 'desc' }, { id: 'asc' }],
      ...page,
    });
  if (input.status !== 'pending') {
    const [rows, total] = await Promise.all([
      read({ take: input.limit, skip: input.offset }),
      learningMatch.count({ where: mine }),
    ]);
    return { items: await matchViews(ctx, rows), total };
  }
  // The order depends on what both teach by now, which no row holds; there are few.
  const open = inOrder(await matchViews(ctx, await read({ take: mostOpen, skip: 0 })));
  return { items: open.slice(input.offset, input.offset + input.limit), total: open.length };
});
