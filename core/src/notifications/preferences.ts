import { z } from 'zod';
import { clockTime, clockTimeColumn, clockTimeText } from '../platform/clock-time.ts';
import { protectedProcedure } from '../platform/procedures.ts';

/** How the actor wants to be told. Direct messages are off until they said yes. */
export const getPreferences = protectedProcedure.query(async ({ ctx }) => {
  const { actor, services } = ctx;
  const row = await services.database.prisma.notificationPreference.findUnique({ where: { userId: actor.userId } });
  return {
    directMessages: row?.directMessages ?? ('unasked' as const),
    quietFrom: clockTimeText(row?.quietFrom),
    quietTo: clockTimeText(row?.quietTo),
  };
});

const input = z.object({
  directMessages: z.enum(['on', 'off']).optional(),
  /** Both or neither; `null` ends the quiet hours. */
  quietHours: z.object({ from: clockTime, to: clockTime }).nullable().optional(),
});

/** Changes what is given of how the actor wants to be told. */
export const updatePreferences = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { directMessages, quietHours } = input;
  const data = {
    ...(directMessages === undefined ? {} : { directMessages }),
    ...(quietHours === undefined
      ? {}
      : {
          quietFrom: quietHours && clockTimeColumn(quietHours.from),
          quietTo: quietHours && clockTimeColumn(quietHours.to),
        }),
  };
  const row = await services.database.prisma.notificationPreference.upsert({
    where: { userId: actor.userId },
    create: { userId: actor.userId, ...data },
    update: data,
  });
  return {
    directMessages: row.directMessages,
    quietFrom: clockTimeText(row.quietFrom),
    quietTo: clockTimeText(row.quietTo),
  };
});
