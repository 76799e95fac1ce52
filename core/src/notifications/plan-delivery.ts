import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { defineJob } from '../platform/jobs/job.ts';
import { toDate } from '../platform/time.ts';
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

/** How somebody wants to be told; nulls where they never said. */
interface Person {
  id: number;
  wantsMessages: boolean | null;
  quietFrom: string | null;
  quietTo: string | null;
  inboxOnly: string[] | null;
  timezone: string | null;
}

/**
 * Puts notices on their way to people's chats, in the caller's transaction: as direct messages where they said yes to
 * those, else as a quiet mention that the inbox has news. Quiet hours put it off. Who has no chat, or wants such news in
 * the inbox alone, reads it there.
 */
export async function planDeliveries(tx: Tx, notices: readonly Outgoing[], now: Temporal.Instant): Promise<void> {
  if (notices.length === 0) return;
  const userIds = [...new Set(notices.map(({ userId }) => userId))];
  const people = await tx.$queryRaw<Person[]>`SELECT u.id, p.direct_messages = 'on' AS "wantsMessages",
      p.quiet_from::text AS "quietFrom", p.quiet_to::text AS "quietTo", p.inbox_only AS "inboxOnly", a.timezone
    FROM users u LEFT JOIN notification_preferences p ON p.user_id = u.id
    LEFT JOIN user_availability a ON a.user_id = u.id
    WHERE u.id = ANY(${userIds}::int[])
      AND EXISTS (SELECT 1 FROM identities i WHERE i.user_id = u.id AND i.platform IN ('discord', 'slack'))`;
  const known = new Map(people.map((person) => [person.id, person]));
  const ways = notices.flatMap(({ id, userId, kind: about, deadline }) => {
    const person = known.get(userId);
    if (!person || person.inboxOnly?.includes(groupOf(about))) return [];
    const { wantsMessages, quietFrom, quietTo, timezone } = person;
    const quiet =
      quietFrom && quietTo ? { from: Temporal.PlainTime.from(quietFrom), to: Temporal.PlainTime.from(quietTo) } : null;
    const dueAt = afterQuietHours(now, timezone ?? 'UTC', quiet);
    return [{ id, userId, kind: wantsMessages ? 'message' : 'mention', dueAt: toDate(dueAt), deadline }];
  });
  if (ways.length === 0) return;
  await tx.$executeRaw`INSERT INTO deliveries (user_id, notification_id, kind, due_at, deadline, created_at)
    SELECT user_id, notification_id, kind::delivery_kind, due_at, deadline, ${toDate(now)}::timestamptz
    FROM unnest(${ways.map(({ userId }) => userId)}::int[], ${ways.map(({ id }) => id)}::int[],
      ${ways.map(({ kind }) => kind)}::text[], ${ways.map(({ dueAt }) => dueAt)}::timestamptz[],
      ${ways.map(({ deadline }) => deadline ?? null)}::timestamptz[])
      AS way(user_id, notification_id, kind, due_at, deadline)`;
}
