import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { sessionViews } from './session-view.ts';

const input = z.object({
  categoryId: rowId.optional(),
  limit: z.number().int().min(1).max(50).default(20),
  offset: z.number().int().min(0).default(0),
});

/** Public sessions to come, soonest first, of a series the next one; and how many there are. */
export const getUpcomingSessions = protectedProcedure.input(input).query(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { prisma } = services.database;
  const now = toDate(services.clock.now());
  const found = await prisma.$queryRaw<{ id: number; total: bigint }[]>`
    SELECT s.id, count(*) OVER () AS total FROM scheduled_sessions s
    WHERE s.is_public AND s.status = 'scheduled' AND s.scheduled_at > ${now}
      AND (${input.categoryId ?? null}::int IS NULL OR s.category_id = ${input.categoryId ?? null})
      AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.blocker_id = s.host_id AND b.blocked_id = ${actor.userId}
        OR b.blocked_id = s.host_id AND b.blocker_id = ${actor.userId})
      AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = s.host_id AND u.deleted_at IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM scheduled_sessions e WHERE e.series_id = s.series_id AND e.status = 'scheduled'
        AND e.is_public AND e.scheduled_at > ${now} AND e.scheduled_at < s.scheduled_at)
    ORDER BY s.scheduled_at, s.id LIMIT ${input.limit} OFFSET ${input.offset}`;
  const rows = await prisma.scheduledSession.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: [{ scheduledAt: 'asc' }, { id: 'asc' }],
  });
  return { items: await sessionViews(ctx, rows), total: Number(found[0]?.total ?? 0) };
});
