import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { insertWish, newWish, type WishView } from './wishes.ts';

/** Keeps what the actor named and the tree does not have yet. Throws wish_empty, wish_limit. */
export const keepWish = protectedProcedure
  .meta({ permission: 'skills:manage' })
  .input(newWish)
  .mutation(({ ctx, input }) => ctx.services.database.transaction((tx) => insertWish(tx, ctx.actor, input)));

/** What the actor named that no skill answers yet, oldest first. */
export const getMyWishes = protectedProcedure.query(
  ({ ctx }): Promise<WishView[]> =>
    ctx.services.database.prisma.skillWish.findMany({
      where: { userId: ctx.actor.userId },
      orderBy: { id: 'asc' },
      select: { id: true, type: true, text: true },
    }),
);

/** Forgets one of the actor's wishes; one that is gone is no trouble. */
export const dropWish = protectedProcedure
  .meta({ permission: 'skills:manage' })
  .input(z.object({ wishId: rowId }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { count } = await services.database.prisma.skillWish.deleteMany({
      where: { id: input.wishId, userId: actor.userId },
    });
    return { dropped: count };
  });
