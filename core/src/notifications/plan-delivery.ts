import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { addJob } from '../platform/jobs/job.ts';
import { clockTimeFromDate, toDate } from '../platform/time.ts';
import { afterQuietHours } from './rules/quiet-hours.ts';

/** The job that sends what waits for a person. The bots bring what runs it, for they know how to reach people. */
export const deliverJob = {
  name: 'notifications.deliver',
  schema: z.object({ userId: z.number().int() }),
};

/** Says that something waits for a person. The jobs of one person run one after the other, so that order is kept. */
export const wakeDelivery = (tx: Tx, userId: number, after: Temporal.Duration): Promise<void> =>
  addJob(tx, deliverJob, { userId }, { key: `deliver:${userId}`, queue: `deliver:${userId}`, after });

/**
 * Says that something has to be tried again. It goes before what merely waits: a chat knows a message that may have
 * arrived by its nonce for some minutes only, and a long queue takes longer.
 */
export const wakeAgain = (tx: Tx, userId: number, after: Temporal.Duration): Promise<void> =>
  addJob(tx, deliverJob, { userId }, { key: `deliver:${userId}`, queue: `deliver:${userId}`, after, isUrgent: true });

/**
 * Puts a notice on its way to a person's chat, in the caller's transaction: as a direct message where they said yes to
 * those, else as a quiet mention that the inbox has news. Quiet hours put it off. Who has no chat reads their inbox.
 */
export async function planDelivery(
  tx: Tx,
  notice: { id: number; userId: number },
  now: Temporal.Instant,
): Promise<void> {
  const { id: notificationId, userId } = notice;
  // One after the other: a transaction has one connection.
  const chats = await tx.identity.count({ where: { userId, platform: { in: ['discord', 'slack'] } } });
  if (chats === 0) return;
  const preference = await tx.notificationPreference.findUnique({ where: { userId } });
  const hours = await tx.userAvailability.findUnique({ where: { userId }, select: { timezone: true } });
  const quiet =
    preference?.quietFrom && preference.quietTo
      ? { from: clockTimeFromDate(preference.quietFrom), to: clockTimeFromDate(preference.quietTo) }
      : null;
  const dueAt = afterQuietHours(now, hours?.timezone ?? 'UTC', quiet);
  const kind = preference?.directMessages === 'on' ? ('message' as const) : ('mention' as const);
  await tx.delivery.create({ data: { userId, notificationId, kind, dueAt: toDate(dueAt), createdAt: toDate(now) } });
  await wakeDelivery(tx, userId, dueAt.since(now));
}
