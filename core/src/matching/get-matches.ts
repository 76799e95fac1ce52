import type { Prisma } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { reachableFor } from '../safety/reachable.ts';
import { matchViews } from './match-view.ts';

const input = z.object({
  status: z.enum(['pending', 'accepted', 'declined']).optional(),
  limit: z.number().int().min(1).max(100).default(20),
  offset: z.number().int().min(0).default(0),
});

/** The actor's matches, the best open ones first; of one status where it is given. Never cached. */
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
  const [rows, total] = await Promise.all([
    services.database.prisma.learningMatch.findMany({
      where: mine,
      orderBy: [{ status: 'asc' }, { compatibilityScore: 'desc' }, { id: 'asc' }],
      take: input.limit,
      skip: input.offset,
    }),
    services.database.prisma.learningMatch.count({ where: mine }),
  ]);
  return { items: await matchViews(ctx, rows), total };
});
