import type { SessionStatus } from '@echochat/prisma/client.ts';
import { type Notice, notify, publishAll } from '../../notifications/notify.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { toDate } from '../../platform/time.ts';
import { atBeginning } from './plan-reminders.ts';

/** So many reminders are claimed and said in one transaction. */
const batch = 500;
/** "It begins" is of use for so many minutes. */
const startingMinutes = 15;
/** A session that begins so many minutes after another ends is one with it: one reminder is for both. */
const backToBackMinutes = 15;

interface Due {
  id: number;
  sessionId: number;
  userId: number;
  before: number;
  scheduledAt: Date;
  duration: number;
  sequence: number;
  roomId: number | null;
  status: SessionStatus;
  isComing: boolean;
}

/**
 * SE-8: says what is due, each reminder once: claimed with SKIP LOCKED and written into the inbox in one transaction, so
 * that of a process that dies nothing is lost or said twice, and whoever comes next goes on at once. Returns how many.
 */
export async function sendReminders(services: Services): Promise<number> {
  let sent = 0;
  for (let claimed = batch; claimed === batch; ) {
    const { count, pushes } = await services.database.transaction((tx) => sendBatch(tx, services));
    await publishAll(services, pushes);
    claimed = count;
    sent += count;
  }
  return sent;
}

/** When the next one is due; null where none waits. */
export async function nextReminderAt({ database }: Services): Promise<Date | null> {
  const [row] = await database.query<{ due_at: Date }>(
    {
      name: 'next-reminder',
      text: `SELECT due_at FROM session_reminders WHERE state = 'waiting' ORDER BY due_at LIMIT 1`,
    },
    [],
  );
  return row?.due_at ?? null;
}

async function sendBatch(tx: Tx, services: Services) {
  const now = toDate(services.clock.now());
  const due = await tx.$queryRaw<Due[]>`
    SELECT r.id, r.session_id AS "sessionId", r.user_id AS "userId", r.before, s.scheduled_at AS "scheduledAt", s.duration,
      s.sequence, s.room_id AS "roomId", s.status::text AS status, coalesce(p.status = 'accepted', false) AS "isComing"
    FROM session_reminders r JOIN scheduled_sessions s ON s.id = r.session_id
    LEFT JOIN session_participants p ON p.session_id = r.session_id AND p.user_id = r.user_id
    WHERE r.state = 'waiting' AND r.due_at <= ${now} ORDER BY r.due_at, r.id LIMIT ${batch} FOR UPDATE OF r SKIP LOCKED`;
  if (due.length === 0) return { count: 0, pushes: [] };
  const stale = due.filter(({ status, isComing }) => !isComing || status === 'cancelled' || status === 'completed');
  const gone = new Set(stale);
  const valid = due.filter((reminder) => !gone.has(reminder));
  const early = valid.filter(({ before, scheduledAt }) => before > atBeginning && scheduledAt > now);
  const begun = valid.filter(({ before, scheduledAt }) => before >= atBeginning && scheduledAt <= now);
  const starting = begun.filter(
    ({ before, scheduledAt }) => before === atBeginning && startingUntil(scheduledAt) > now,
  );
  // Who hears that it begins needs no word of what was not said before.
  const missed = begun.filter((each) => !starting.some((other) => isAbout(other, each)));
  const also = await followersOf(tx, early);
  // One that another reminder of this moment speaks for is not said again.
  const spokenFor = early.flatMap(({ id, userId, before }) =>
    (also.get(id) ?? []).map((sessionId) => ({ sessionId, userId, before })),
  );
  const keys = new Set(spokenFor.map(keyOf));
  const said = early.filter((reminder) => !keys.has(keyOf(reminder)));
  const notices: Notice[] = [
    ...onePerSession(said).map(
      ({ id, userId, sessionId, sequence, before, scheduledAt }): Notice => ({
        userId,
        kind: 'session.reminder',
        payload: { sessionId, before, alsoIds: also.get(id) ?? [] },
        eventKey: `reminder:${sessionId}:${sequence}:${before}`,
        deadline: scheduledAt,
      }),
    ),
    ...starting.map(
      ({ userId, sessionId, sequence, scheduledAt }): Notice => ({
        userId,
        kind: 'session.starting',
        payload: { sessionId },
        eventKey: `starting:${sessionId}:${sequence}`,
        deadline: startingUntil(scheduledAt),
      }),
    ),
    ...(await lateNotices(
      tx,
      valid.filter(({ before }) => before < atBeginning),
    )),
    // What could not be said in time is in the record, and wakes nobody.
    ...onePerSession(missed).map(
      ({ userId, sessionId, sequence }): Notice => ({
        userId,
        kind: 'session.missed',
        payload: { sessionId },
        eventKey: `missed:${sessionId}:${sequence}`,
        isQuiet: true,
      }),
    ),
  ];
  const pushes = await notify(tx, services, notices);
  const skipped = new Set([...stale, ...begun].filter((each) => !starting.includes(each)).map(({ id }) => id));
  await settle(tx, due, skipped);
  if (spokenFor.length > 0)
    await tx.sessionReminder.updateMany({ where: { OR: spokenFor, state: 'waiting' }, data: { state: 'sent' } });
  return { count: due.length, pushes };
}

/** Each is said, or skipped; who was reminded of a session is known by it. */
async function settle(tx: Tx, due: readonly Due[], skipped: ReadonlySet<number>): Promise<void> {
  const sentIds = due.flatMap(({ id }) => (skipped.has(id) ? [] : [id]));
  await tx.$executeRaw`WITH sent AS (
      UPDATE session_reminders SET state = 'sent' WHERE id = ANY(${sentIds}::int[]) RETURNING session_id, user_id
    ), skipped AS (UPDATE session_reminders SET state = 'skipped' WHERE id = ANY(${[...skipped]}::int[]))
    UPDATE session_participants p SET reminder_sent = true FROM sent
    WHERE p.session_id = sent.session_id AND p.user_id = sent.user_id AND NOT p.reminder_sent`;
}

const startingUntil = (scheduledAt: Date): Date => new Date(scheduledAt.getTime() + startingMinutes * 60_000);

const isAbout = (a: Due, b: Due): boolean => a.sessionId === b.sessionId && a.userId === b.userId;

const keyOf = ({ sessionId, userId, before }: Pick<Due, 'sessionId' | 'userId' | 'before'>): string =>
  `${sessionId} ${userId} ${before}`;

/** Of several reminders of one session that are due together, after an outage, the one closest to it. */
function onePerSession(reminders: readonly Due[]): Due[] {
  const closest = new Map<string, Due>();
  for (const reminder of reminders) {
    const key = `${reminder.sessionId} ${reminder.userId}`;
    const known = closest.get(key);
    if (!known || reminder.before < known.before) closest.set(key, reminder);
  }
  return [...closest.values()];
}

/** For each reminder, by its id, the person's sessions that follow at once, soonest first. */
async function followersOf(tx: Tx, reminders: readonly Due[]): Promise<Map<number, number[]>> {
  const found = new Map<number, number[]>();
  if (reminders.length === 0) return found;
  const userIds = [...new Set(reminders.map(({ userId }) => userId))];
  const starts = reminders.map(({ scheduledAt }) => scheduledAt.getTime());
  const [first, last] = [new Date(Math.min(...starts)), new Date(Math.max(...starts) + 86_400_000)];
  const rows = await tx.$queryRaw<{ userId: number; id: number; scheduledAt: Date; duration: number }[]>`
    SELECT p.user_id AS "userId", s.id, s.scheduled_at AS "scheduledAt", s.duration
    FROM session_participants p JOIN scheduled_sessions s ON s.id = p.session_id
    WHERE p.user_id = ANY(${userIds}::int[]) AND p.status = 'accepted' AND NOT p.is_muted AND s.status = 'scheduled'
      AND s.scheduled_at > ${first}::timestamptz AND s.scheduled_at < ${last}::timestamptz
    ORDER BY s.scheduled_at`;
  const theirs = Map.groupBy(rows, ({ userId }) => userId);
  for (const { id, sessionId, userId, scheduledAt, duration } of reminders) {
    let end = scheduledAt.getTime() + duration * 60_000;
    const chain: number[] = [];
    for (const session of theirs.get(userId) ?? []) {
      const gap = session.scheduledAt.getTime() - end;
      if (session.id === sessionId || gap < 0 || gap > backToBackMinutes * 60_000) continue;
      chain.push(session.id);
      end = session.scheduledAt.getTime() + session.duration * 60_000;
    }
    if (chain.length > 0) found.set(id, chain);
  }
  return found;
}

/** SE-11: five minutes in, who is in the room hears who is not, and what they can do. */
async function lateNotices(tx: Tx, reminders: readonly Due[]): Promise<Notice[]> {
  const running = reminders.filter(({ status, roomId }) => status === 'in_progress' && roomId !== null);
  if (running.length === 0) return [];
  const [present, coming] = await Promise.all([
    tx.roomAttendance.findMany({
      where: { roomId: { in: running.flatMap(({ roomId }) => roomId ?? []) }, endedAt: null },
      select: { roomId: true, userId: true },
    }),
    tx.sessionParticipant.findMany({
      where: { sessionId: { in: running.map(({ sessionId }) => sessionId) }, status: 'accepted' },
      select: { sessionId: true, userId: true },
    }),
  ]);
  const isIn = (roomId: number | null, who: number) =>
    present.some((each) => each.roomId === roomId && each.userId === who);
  const missing = running
    .filter(({ roomId, userId }) => isIn(roomId, userId))
    .flatMap(({ userId, sessionId, roomId }) =>
      coming
        .filter((each) => each.sessionId === sessionId && !isIn(roomId, each.userId))
        .map((each) => ({ readerId: userId, sessionId, userId: each.userId })),
    );
  // Of whom they may not see nobody hears.
  const named = await tx.$queryRaw<{ readerId: number; userId: number }[]>`
    SELECT DISTINCT reader AS "readerId", person AS "userId"
    FROM unnest(${missing.map(({ readerId }) => readerId)}::int[], ${missing.map(({ userId }) => userId)}::int[])
      AS pair(reader, person) WHERE may_name(reader, person)`;
  return running.flatMap(({ userId, sessionId, sequence, scheduledAt, duration }): Notice[] => {
    const absent = missing.find(
      (each) =>
        each.sessionId === sessionId &&
        each.readerId === userId &&
        named.some((pair) => pair.readerId === userId && pair.userId === each.userId),
    );
    if (!absent) return [];
    return [
      {
        userId,
        kind: 'session.late',
        payload: { sessionId, personId: absent.userId },
        eventKey: `late:${sessionId}:${sequence}`,
        deadline: new Date(scheduledAt.getTime() + duration * 60_000),
      },
    ];
  });
}
