import { Prisma } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { insightsInto, viewsWithPeople, withPeople } from './session-view.ts';

const input = z.object({
  categoryId: rowId.optional(),
  limit: z.number().int().min(1).max(50).default(20),
  offset: z.number().int().min(0).default(0),
});

/**
 * SE-18: public sessions to come that the actor may take a seat in, soonest first, of a series the next one; and how many
 * there are.
 */
export const getUpcomingSessions = protectedProcedure.input(input).query(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { prisma } = services.database;
  const now = toDate(services.clock.now());
  const found = await prisma.$queryRaw<{ id: number; total: bigint; people: number[] }[]>`
    WITH open AS (
      SELECT s.id, s.scheduled_at, s.series_id FROM scheduled_sessions s
      WHERE s.is_public AND s.status = 'scheduled' AND s.scheduled_at > ${now}
        AND (${input.categoryId ?? null}::int IS NULL OR s.category_id = ${input.categoryId ?? null})
        AND ${mayList(actor.userId)}
    )
    SELECT s.id, count(*) OVER () AS total,
      ARRAY(SELECT p.user_id FROM session_participants p WHERE p.session_id = s.id) AS people
    FROM open s
    WHERE NOT EXISTS (SELECT 1 FROM open e WHERE e.series_id = s.series_id AND e.scheduled_at < s.scheduled_at)
    ORDER BY s.scheduled_at, s.id LIMIT ${input.limit} OFFSET ${input.offset}`;
  const [rows, insights] = await Promise.all([
    prisma.scheduledSession.findMany({
      where: { id: { in: found.map(({ id }) => id) } },
      include: withPeople,
      orderBy: [{ scheduledAt: 'asc' }, { id: 'asc' }],
    }),
    insightsInto(
      ctx,
      found.flatMap(({ people }) => people),
    ),
  ]);
  return { items: await viewsWithPeople(ctx, rows, insights), total: Number(found[0]?.total ?? 0) };
});

/** The sessions `s` that `userId` hosts or has an answer in, and those in which nobody sits whom they may not see. */
const mayList = (userId: number): Prisma.Sql => Prisma.sql`
  (s.host_id = ${userId} OR EXISTS (SELECT 1 FROM visible_people v WHERE v.viewer_id = ${userId} AND v.user_id = s.host_id))
  AND NOT EXISTS (SELECT 1 FROM session_participants p WHERE p.session_id = s.id AND p.user_id = ${userId}
    AND p.removed_at IS NOT NULL)
  AND (EXISTS (SELECT 1 FROM session_participants p WHERE p.session_id = s.id AND p.user_id = ${userId}
      AND p.status <> 'declined')
    OR NOT EXISTS (SELECT 1 FROM session_participants p JOIN users u ON u.id = p.user_id AND u.deleted_at IS NULL
      WHERE p.session_id = s.id AND p.status IN ('accepted', 'attended') AND NOT EXISTS (
        SELECT 1 FROM visible_people v WHERE v.viewer_id = ${userId} AND v.user_id = p.user_id)))`;
