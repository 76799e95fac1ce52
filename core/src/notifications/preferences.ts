import type { NotificationPreference } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import { clockTime, clockTimeColumn, clockTimeText } from '../platform/clock-time.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { noticeGroups } from './notice-groups.ts';

/** Minutes before a session at which who never said otherwise is reminded. */
export const defaultRemindBefore: readonly number[] = [1_440, 60, 10];

/** How the actor wants to be told. Direct messages are off until they said yes. */
export const getPreferences = protectedProcedure.query(async ({ ctx }) => {
  const { actor, services } = ctx;
  const row = await services.database.prisma.notificationPreference.findUnique({ where: { userId: actor.userId } });
  return preferencesView(row);
});

const preferencesView = (row: NotificationPreference | null) => ({
  directMessages: row?.directMessages ?? ('unasked' as const),
  quietFrom: clockTimeText(row?.quietFrom),
  quietTo: clockTimeText(row?.quietTo),
  /** Minutes before a session, the longest first; none is no reminders. */
  remindBefore: row?.remindBefore ?? [...defaultRemindBefore],
  /** News of these groups are in the inbox alone. */
  inboxOnly: noticeGroups.filter((group) => row?.inboxOnly.includes(group)),
  /** SF-21: whoever sees them may ask them to sessions and rooms. */
  openToInvitations: row?.openToInvitations ?? false,
  /** SF-20: whoever sees them may know their hours. */
  sharesHours: row?.sharesHours ?? false,
});

const input = z.object({
  directMessages: z.enum(['on', 'off']).optional(),
  /** Both or neither; `null` ends the quiet hours. */
  quietHours: z.object({ from: clockTime, to: clockTime }).nullable().optional(),
  inboxOnly: z.array(z.enum(noticeGroups)).max(noticeGroups.length).optional(),
  openToInvitations: z.boolean().optional(),
  sharesHours: z.boolean().optional(),
});

/** Changes what is given of how the actor wants to be told. */
export const updatePreferences = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { directMessages, quietHours, inboxOnly, openToInvitations, sharesHours } = input;
  const data = {
    ...(directMessages === undefined ? {} : { directMessages }),
    ...(quietHours === undefined
      ? {}
      : {
          quietFrom: quietHours && clockTimeColumn(quietHours.from),
          quietTo: quietHours && clockTimeColumn(quietHours.to),
        }),
    ...(openToInvitations === undefined ? {} : { openToInvitations }),
    ...(sharesHours === undefined ? {} : { sharesHours }),
    ...(inboxOnly === undefined ? {} : { inboxOnly: [...new Set(inboxOnly)] }),
  };
  const { userId } = actor;
  const row = await services.database.prisma.notificationPreference.upsert({
    where: { userId },
    create: { userId, ...data },
    update: data,
  });
  return preferencesView(row);
});
