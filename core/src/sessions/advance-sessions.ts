import type { ScheduledSession } from '@echochat/prisma/client.ts';
import type { Statement, Tx } from '../platform/db/database.ts';
import type { Services } from '../platform/services.ts';
import { toDate } from '../platform/time.ts';
import { makeRoom } from '../rooms/make-room.ts';
import { minutesPresent } from '../rooms/rules/minutes-present.ts';

const batch = 100;
/** Who was in the room for so many minutes of it has attended. */
const presentMinutes = 5;
/** Who comes this early has come. */
const earlyMinutes = 15;

/** SE-9: sessions whose hour has come begin, those whose time is over end. Any number of processes may do it at once. */
export async function advanceSessions(services: Services): Promise<void> {
  // Asked at every turn of a pump: mostly there are none, which costs one statement.
  const [due] = await services.database.query<{ begins: boolean; ends: boolean }>(anyDue, [
    services.clock.now().toString(),
  ]);
  if (due?.begins) await each(services, beginDue);
  if (due?.begins || due?.ends) await each(services, completeDue);
}

/** $1 now. */
const anyDue: Statement = {
  name: 'any-session-due',
  text: `SELECT EXISTS (SELECT 1 FROM scheduled_sessions WHERE status = 'scheduled' AND scheduled_at <= $1::timestamptz)
      AS begins,
    EXISTS (SELECT 1 FROM scheduled_sessions WHERE status = 'in_progress'
      AND scheduled_at + make_interval(mins => duration) <= $1::timestamptz) AS ends`,
};

async function each(services: Services, step: (tx: Tx, services: Services) => Promise<number>): Promise<void> {
  for (let found = batch; found === batch; ) found = await services.database.transaction((tx) => step(tx, services));
}

async function beginDue(tx: Tx, services: Services): Promise<number> {
  const now = toDate(services.clock.now());
  const due = await tx.$queryRaw<{ id: number }[]>`SELECT id FROM scheduled_sessions
    WHERE status = 'scheduled' AND scheduled_at <= ${now} ORDER BY scheduled_at, id LIMIT ${batch} FOR UPDATE SKIP LOCKED`;
  const sessions = await tx.scheduledSession.findMany({ where: { id: { in: due.map(({ id }) => id) } } });
  for (const session of sessions) {
    const roomId = session.roomId ?? (await roomFor(tx, session, now));
    await tx.scheduledSession.update({ where: { id: session.id }, data: { status: 'in_progress', roomId } });
  }
  return due.length;
}

/** The room that a session takes place in; none where nobody leads it, or they meet somewhere else. */
export async function roomFor(tx: Tx, session: ScheduledSession, now: Date): Promise<number | null> {
  if (session.hostId === null || session.meetingLink !== null) return null;
  const room = await makeRoom(tx, {
    title: session.title,
    description: session.description,
    hostId: session.hostId,
    categoryId: session.categoryId,
    partnershipId: session.partnershipId,
    maxParticipants: session.maxParticipants,
    isPremium: session.isPremium,
    isPublic: false,
    createdAt: now,
  });
  return room.id;
}

async function completeDue(tx: Tx, services: Services): Promise<number> {
  const now = toDate(services.clock.now());
  const due = await tx.$queryRaw<{ id: number }[]>`SELECT id FROM scheduled_sessions
    WHERE status = 'in_progress' AND scheduled_at + make_interval(mins => duration) <= ${now}
    ORDER BY scheduled_at, id LIMIT ${batch} FOR UPDATE SKIP LOCKED`;
  const sessions = await tx.scheduledSession.findMany({ where: { id: { in: due.map(({ id }) => id) } } });
  for (const session of sessions) await completeSession(tx, services, session);
  return due.length;
}

/** SE-10: a session is over: who was in its room has attended, who had said yes and was not has not come. */
export async function completeSession(tx: Tx, services: Services, session: ScheduledSession): Promise<void> {
  const now = toDate(services.clock.now());
  await tx.scheduledSession.update({ where: { id: session.id }, data: { status: 'completed' } });
  await tx.sessionReminder.deleteMany({ where: { sessionId: session.id, state: 'waiting' } });
  await tx.sessionParticipant.updateMany({
    where: { sessionId: session.id, status: 'waiting' },
    data: { status: 'invited', waitingSince: null, offeredUntil: null },
  });
  // Who met somewhere else was seen by nobody: nothing is said of them.
  if (session.meetingLink !== null || session.roomId === null) return;
  const present = await presentIn(tx, session, now);
  const where = { sessionId: session.id, status: 'accepted' as const };
  await tx.sessionParticipant.updateMany({
    where: { ...where, userId: { in: present } },
    data: { status: 'attended' },
  });
  await tx.sessionParticipant.updateMany({ where, data: { status: 'no_show' } });
  const attended = await tx.sessionParticipant.count({ where: { sessionId: session.id, status: 'attended' } });
  if (session.partnershipId !== null && attended > 1)
    await tx.learningPartnership.update({
      where: { id: session.partnershipId },
      data: { sessionCount: { increment: 1 }, lastActiveAt: now },
    });
  await services.events.emit(tx, `session-completed:${session.id}`, {
    type: 'session.completed',
    v: 1,
    sessionId: session.id,
  });
}

async function presentIn(tx: Tx, session: ScheduledSession, now: Date): Promise<number[]> {
  const from = session.scheduledAt.getTime() - earlyMinutes * 60_000;
  const stretches = await tx.roomAttendance.findMany({
    where: { roomId: session.roomId ?? 0, startedAt: { lt: now } },
    select: { userId: true, startedAt: true, endedAt: true },
  });
  const people = Map.groupBy(stretches, ({ userId }) => userId);
  return [...people].flatMap(([userId, theirs]) => {
    const within = theirs.map(({ startedAt, endedAt }) => ({
      from: Math.max(from, startedAt.getTime()),
      to: (endedAt ?? now).getTime(),
    }));
    return minutesPresent(within) >= presentMinutes ? [userId] : [];
  });
}
