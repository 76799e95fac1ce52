import { z } from 'zod';
import type { Statement } from '../platform/db/database.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import type { Services } from '../platform/services.ts';

/** Whether people outside of a person's communities may meet them (SF-2 of safety). */
export interface Reach {
  /** What they chose; null until they did. */
  chosen: 'community' | 'network' | null;
  /** Whether the choice has an effect: they belong to no community that is closed. */
  canChoose: boolean;
  isOpen: boolean;
  /** Their communities by name. */
  communities: string[];
}

/** $1 user id. */
const reachStatement: Statement = {
  name: 'reach-of',
  text: `SELECT u.reach AS chosen, coalesce(c.names, '{}') AS communities, NOT coalesce(c.is_any_closed, false) AS "canChoose",
      EXISTS (SELECT 1 FROM open_people o WHERE o.user_id = u.id) AS "isOpen"
    FROM users u LEFT JOIN LATERAL (
      SELECT array_agg(c.name ORDER BY c.name, c.id) AS names, bool_or(c.match_scope = 'community') AS is_any_closed
      FROM memberships m JOIN communities c ON c.id = m.community_id
      WHERE m.user_id = u.id AND m.left_at IS NULL AND c.left_at IS NULL) c ON true
    WHERE u.id = $1`,
};

export async function reachOf({ database }: Services, userId: number): Promise<Reach> {
  const [reach] = await database.query<Reach>(reachStatement, [userId]);
  if (!reach) throw new Error('an actor without an account');
  return reach;
}

export const getReach = protectedProcedure.query(({ ctx }) => reachOf(ctx.services, ctx.actor.userId));

/** The actor chooses whether people outside of their communities may meet them, and the other way round. */
export const updateReach = protectedProcedure
  .input(z.object({ reach: z.enum(['community', 'network']) }))
  .mutation(async ({ ctx: { actor, services }, input }) => {
    await services.database.prisma.user.update({ where: { id: actor.userId }, data: { reach: input.reach } });
    return reachOf(services, actor.userId);
  });
