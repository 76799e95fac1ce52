import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { addJob } from '../platform/jobs/job.ts';
import { clockTimeFromDate, toDate } from '../platform/time.ts';
import { groupOf } from './notice-groups.ts';
import type { NoticeKind } from './notice-view.ts';
import { afterQuietHours } from './rules/quiet-hours.ts';

/** The job that sends what waits for a person. The bots bring what runs it, for they know how to reach people. */
export const deliverJob = {
  name: 'notifications.deliver',
  schema: z.object({ userId: z.number().int() }),
};

/**
 * Says that something has to be tried again; the jobs of one person run one after the other. It goes before what merely waits: a chat knows a message that may have
 * arrived by its nonce for some minutes only, and a long queue takes longer.
 */
export const wakeAgain = (tx: Tx, userId: number, after: Temporal.Duration): Promise<void> =>
  addJob(tx, deliverJob, { userId }, { key: `deliver:${userId}`, queue: `deliver:${userId}`, after, isUrgent: true });

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
  await wakeDeliveries(tx, ways, toDate(now));
}

/** One job for each person, by one statement: whoever has several things waiting is woken for the first of them. */
export async function wakeDeliveries(
  tx: Tx,
  ways: readonly { userId: number; dueAt: Date }[],
  now: Date,
): Promise<void> {
  const first = new Map<number, number>();
  for (const { userId, dueAt } of ways) {
    const seconds = (dueAt.getTime() - now.getTime()) / 1_000;
    first.set(userId, Math.min(seconds, first.get(userId) ?? Number.POSITIVE_INFINITY));
  }
  await tx.$executeRaw`SELECT count(*) FROM unnest(${[...first.keys()]}::int[], ${[...first.values()]}::double precision[])
    AS wake(user_id, seconds), LATERAL graphile_worker.add_job(identifier => ${deliverJob.name},
      payload => json_build_object('userId', user_id), run_at => now() + make_interval(secs => seconds),
      job_key => 'deliver:' || user_id, queue_name => 'deliver:' || user_id, max_attempts => 12) AS job`;
}
