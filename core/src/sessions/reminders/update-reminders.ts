import { z } from 'zod';
import { protectedProcedure } from '../../platform/procedures.ts';
import { replanReminders } from './plan-reminders.ts';

const input = z.object({
  /** Minutes before a session, 5 to a week; none is none. */
  before: z.array(z.number().int().min(5).max(10_080)).max(5),
});

/** When the actor is reminded, also of what is planned already. Returns the times, the longest first. */
export const updateReminders = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { userId } = actor;
  const remindBefore = [...new Set(input.before)].sort((a, b) => b - a);
  await services.database.transaction(async (tx) => {
    await tx.notificationPreference.upsert({
      where: { userId },
      create: { userId, remindBefore },
      update: { remindBefore },
    });
    await replanReminders(tx, services, userId);
  });
  return { remindBefore };
});
