import { protectedProcedure } from '../platform/procedures.ts';

/**
 * Whether to ask the actor if they want direct messages. It says yes once: who does not answer has not said yes, and is
 * not asked again.
 */
export const askAboutMessages = protectedProcedure.mutation(async ({ ctx }) => {
  const { actor, services } = ctx;
  const { prisma } = services.database;
  const { userId } = actor;
  await prisma.notificationPreference.createMany({ data: [{ userId }], skipDuplicates: true });
  const { count } = await prisma.notificationPreference.updateMany({
    where: { userId, directMessages: 'unasked' },
    data: { directMessages: 'off' },
  });
  return { ask: count === 1 };
});
