import { createHash } from 'node:crypto';
import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { reachableFor } from '../safety/reachable.ts';

const group = z.object({ userIds: z.array(rowId).min(1).max(10) });

const keyOf = (userId: number, groupId: string) => `group:${userId}:${groupId}`;

/**
 * Remembers some people together for a week: what is pressed holds ten characters in place of all their handles. The same
 * people have the same id. Nobody hears of it.
 */
export const keepGroup = protectedProcedure.input(group).mutation(async ({ ctx, input }) => {
  const userIds = [...new Set(input.userIds)].toSorted((a, b) => a - b);
  const groupId = createHash('sha256').update(userIds.join()).digest('base64url').slice(0, 10);
  await ctx.services.kept.set(keyOf(ctx.actor.userId, groupId), { userIds });
  return { groupId };
});

/** The people that the actor named together. Throws draft_gone, person_not_found (also where one blocked the other). */
export const getGroup = protectedProcedure
  .input(z.object({ groupId: z.string().max(20) }))
  .query(async ({ ctx: { actor, services }, input }) => {
    const found = group.safeParse(await services.kept.get(keyOf(actor.userId, input.groupId)));
    if (!found.success) throw new EchoError('draft_gone');
    const { userIds } = found.data;
    const people = await services.database.prisma.user.findMany({
      where: { id: { in: userIds }, OR: [{ id: actor.userId }, reachableFor(actor.userId)] },
      select: { id: true, handle: true, displayName: true },
      orderBy: { id: 'asc' },
    });
    if (people.length < userIds.length) throw new EchoError('person_not_found');
    return people.map(({ id, handle, displayName }) => ({ userId: id, handle, displayName }));
  });
