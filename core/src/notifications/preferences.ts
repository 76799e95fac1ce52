import { z } from 'zod';
import { protectedProcedure } from '../platform/procedures.ts';
import { clockTimeFromDate, clockTimeToDate } from '../platform/time.ts';

const clockTime = z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'clock_time');
const asText = (value: Date | null | undefined) =>
  value ? clockTimeFromDate(value).toString({ smallestUnit: 'minute' }) : null;

/** How the actor wants to be told. Direct messages are off until they said yes. */
export const getPreferences = protectedProcedure.query(async ({ ctx }) => {
  const { actor, services } = ctx;
  const row = await services.database.prisma.notificationPreference.findUnique({ where: { userId: actor.userId } });
  return {
    directMessages: row?.directMessages ?? ('unasked' as const),
    quietFrom: asText(row?.quietFrom),
    quietTo: asText(row?.quietTo),
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
  const time = (value: string) => clockTimeToDate(Temporal.PlainTime.from(value.padStart(5, '0')));
  const { directMessages, quietHours } = input;
  const data = {
    ...(directMessages === undefined ? {} : { directMessages }),
    ...(quietHours === undefined
      ? {}
      : { quietFrom: quietHours && time(quietHours.from), quietTo: quietHours && time(quietHours.to) }),
  };
  const row = await services.database.prisma.notificationPreference.upsert({
    where: { userId: actor.userId },
    create: { userId: actor.userId, ...data },
    update: data,
  });
  return { directMessages: row.directMessages, quietFrom: asText(row.quietFrom), quietTo: asText(row.quietTo) };
});
