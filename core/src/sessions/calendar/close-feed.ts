import { protectedProcedure } from '../../platform/procedures.ts';

/** The address of the actor's calendar feed ends. */
export const closeFeed = protectedProcedure.mutation(async ({ ctx: { actor, services } }): Promise<void> => {
  await services.database.prisma.notificationPreference.updateMany({
    where: { userId: actor.userId },
    data: { feedHash: null },
  });
});
