import { defaultRemindBefore } from '../../notifications/preferences.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { toDate } from '../../platform/time.ts';

/** "It begins", and "who is late?". Everybody who said yes has these. */
export const atBeginning = 0;
export const whenLate = -5;

/**
 * SE-8: plans what is said to who has said yes, and is not muted: before the session as each of them likes it, at its
 * beginning, and five minutes in. What would be due already is not planned. Saying it again adds what is missing.
 */
export async function planReminders(
  tx: Tx,
  { clock }: Services,
  where: { sessionIds: readonly number[]; userId?: number },
): Promise<void> {
  const now = toDate(clock.now());
  const everyone = where.userId === undefined;
  await tx.$executeRaw`INSERT INTO session_reminders (session_id, user_id, before, due_at)
    SELECT s.id, p.user_id, b.before, s.scheduled_at - make_interval(mins => b.before)
    FROM scheduled_sessions s JOIN session_participants p ON p.session_id = s.id
    LEFT JOIN notification_preferences n ON n.user_id = p.user_id
    CROSS JOIN LATERAL unnest(coalesce(n.remind_before, ${[...defaultRemindBefore]}::int[])
      || ${[atBeginning, whenLate]}::int[]) AS b(before)
    WHERE s.id = ANY(${[...where.sessionIds]}::int[]) AND s.status = 'scheduled'
      AND p.status = 'accepted' AND NOT p.is_muted AND (${everyone} OR p.user_id = ${where.userId ?? 0})
      AND s.scheduled_at - make_interval(mins => b.before) > ${now}::timestamptz
    ON CONFLICT DO NOTHING`;
}

/** Takes back what has not been said yet; with `all`, forgets what was, so that it is said again for a new hour. */
export async function dropReminders(
  tx: Tx,
  where: { sessionIds: readonly number[]; userId?: number; all?: boolean },
): Promise<void> {
  await tx.sessionReminder.deleteMany({
    where: {
      sessionId: { in: [...where.sessionIds] },
      ...(where.userId === undefined ? {} : { userId: where.userId }),
      ...(where.all ? {} : { state: 'waiting' }),
    },
  });
}

/**
 * A reminder that is not due yet and was "said" was spoken for by that of a session just before it. Where that one is not
 * held as planned, it speaks for itself again.
 */
export async function reviveReminders(tx: Tx, { clock }: Services, userIds: readonly number[]): Promise<void> {
  await tx.sessionReminder.updateMany({
    where: { userId: { in: [...userIds] }, state: 'sent', dueAt: { gt: toDate(clock.now()) } },
    data: { state: 'waiting' },
  });
}

/** Somebody likes to be reminded at other times: what was not said yet is planned anew. */
export async function replanReminders(tx: Tx, services: Services, userId: number): Promise<void> {
  const coming = await tx.sessionParticipant.findMany({
    where: { userId, status: 'accepted', session: { status: 'scheduled' } },
    select: { sessionId: true },
  });
  const sessionIds = coming.map(({ sessionId }) => sessionId);
  await dropReminders(tx, { sessionIds, userId });
  await planReminders(tx, services, { sessionIds, userId });
}
