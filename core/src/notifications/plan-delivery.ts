import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { defineJob } from '../platform/jobs/job.ts';
import { clockTimeFromDate, toDate } from '../platform/time.ts';
import { groupOf } from './notice-groups.ts';
import type { NoticeKind } from './notice-view.ts';
import { afterQuietHours } from './rules/quiet-hours.ts';

/** Of an earlier version: what waits is found by the senders themselves. Jobs of this name that are still there end well. */
export const deliverJob = defineJob('notifications.deliver', z.object({}), async () => {});

/** A notice that is to reach its person. */
interface Outgoing {
  id: number;
  userId: number;
  kind: NoticeKind;
  deadline?: Date;
}

/**
 * Puts notices on their way to people's chats, in the caller's transaction: as direct messages where they said yes to
 * those, else as a quiet mention that the inbox has news. Quiet hours put it off. Who has no chat, or wants such news in
 * the inbox alone, reads it there.
 */
export async function planDeliveries(tx: Tx, notices: readonly Outgoing[], now: Temporal.Instant): Promise<void> {
  if (notices.length === 0) return;
  const userIds = [...new Set(notices.map(({ userId }) => userId))];
  const people = await tx.user.findMany({
    where: { id: { in: userIds }, identities: { some: { platform: { in: ['discord', 'slack'] } } } },
    select: { id: true, notificationPreference: true, availability: { select: { timezone: true } } },
  });
  const known = new Map(people.map((person) => [person.id, person]));
  const ways = notices.flatMap(({ id: notificationId, userId, kind: about, deadline }) => {
    const person = known.get(userId);
    const preference = person?.notificationPreference;
    if (!person || preference?.inboxOnly.includes(groupOf(about))) return [];
    const quiet =
      preference?.quietFrom && preference.quietTo
        ? { from: clockTimeFromDate(preference.quietFrom), to: clockTimeFromDate(preference.quietTo) }
        : null;
    const dueAt = afterQuietHours(now, person.availability?.timezone ?? 'UTC', quiet);
    const kind = preference?.directMessages === 'on' ? ('message' as const) : ('mention' as const);
    const times = { dueAt: toDate(dueAt), createdAt: toDate(now), deadline: deadline ?? null };
    return [{ userId, notificationId, kind, ...times }];
  });
  if (ways.length === 0) return;
  await tx.delivery.createMany({ data: ways });
}
