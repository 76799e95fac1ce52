import type { AttendanceStatus, ScheduledSession, SessionParticipant } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure, type UserContext } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { blockedBy } from '../safety/blocked-by.ts';
import { holdComing } from './find-session.ts';
import { clashesOf, refuseClash } from './refuse-time.ts';
import { dropReminders, planReminders, reviveReminders } from './reminders/plan-reminders.ts';
import { freeSeats, offerSeats } from './seats.ts';
import { sessionViews } from './session-view.ts';

const input = z.object({
  sessionId: rowId,
  response: z.enum(['accept', 'decline']),
  /** Of a series: this one alone, or all that is to come. Without it, a first answer is for all, a later one for this one. */
  scope: z.enum(['one', 'following']).optional(),
  /** Said once more after session_clash. */
  evenIfBusy: z.boolean().default(false),
  /** Said once more after session_blocked. */
  evenIfBlocked: z.boolean().default(false),
});

/**
 * SE-5: says yes or no to a session; to a public one also without having been asked. Where all seats are taken, a yes is a
 * place on the waiting list. Who declines frees the seat for who waits. The same answer again changes nothing. Throws
 * session_not_found, session_over, session_cancelled, removed_from_session, session_clash, session_blocked (somebody whom the
 * actor blocked has a seat in it).
 */
export const respondToSessionInvite = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { userId } = actor;
  const row = await services.database.transaction(async (tx) => {
    const session = await holdComing(tx, ctx, input.sessionId);
    const known = await tx.sessionParticipant.findUnique({
      where: { sessionId_userId: { sessionId: session.id, userId } },
    });
    if (input.response === 'accept' && !input.evenIfBusy && known?.status !== 'accepted')
      await refuseClash(tx, userId, { at: session.scheduledAt, minutes: session.duration, except: session.id });
    const isFirst = known === null || known.status === 'invited';
    const scope = input.scope ?? (isFirst ? 'following' : 'one');
    if (input.response === 'accept' && !input.evenIfBlocked && known?.status !== 'accepted')
      await refuseBlocked(tx, userId, session, scope);
    const answered = await answer(tx, ctx, session, known, input.response);
    if (session.seriesId !== null && scope === 'following')
      await answerFollowing(tx, ctx, session, session.seriesId, input.response);
    if (answered !== null && session.hostId !== null && session.hostId !== userId)
      await tellHost(tx, ctx, session, answered);
    return session;
  });
  const [view] = await sessionViews(ctx, [row]);
  if (!view) throw new EchoError('session_not_found');
  return view;
});

type Answered = 'accepted' | 'declined' | 'waiting';

/** One answer of one person, however often it changes. */
const answerKey = (sessionId: number, userId: number): string => `session-answer:${sessionId}:${userId}`;

/** Who changes their mind has done so after a quiet minute. */
const quietSeconds = 60;

/** SE-21: the host hears the first answer at once, and of later ones the last, after a quiet minute. */
async function tellHost(
  tx: Tx,
  { actor, services }: UserContext,
  session: ScheduledSession,
  answer: Answered,
): Promise<void> {
  const key = answerKey(session.id, actor.userId);
  const told = await tx.notification.count({
    where: { userId: session.hostId ?? 0, eventKey: { startsWith: `${key}:` } },
  });
  const event = { type: 'session.answered', v: 1, sessionId: session.id, by: actor.userId, answer } as const;
  // What waits under the same key is replaced.
  await services.events.emit(tx, key, event, told === 0 ? null : Temporal.Duration.from({ seconds: quietSeconds }));
}

/** Throws session_blocked where somebody whom `userId` blocked sits in the session, or of a series in one that follows. */
async function refuseBlocked(
  tx: Tx,
  userId: number,
  session: ScheduledSession,
  scope: 'one' | 'following',
): Promise<void> {
  const isSeries = session.seriesId !== null && scope === 'following';
  const seats = await tx.sessionParticipant.findMany({
    where: {
      status: { in: ['accepted', 'attended'] },
      session: isSeries
        ? { seriesId: session.seriesId, status: 'scheduled', scheduledAt: { gte: session.scheduledAt } }
        : { id: session.id },
    },
    select: { userId: true },
    distinct: ['userId'],
  });
  const blocked = await blockedBy(
    tx,
    userId,
    seats.map((seat) => seat.userId),
  );
  if (blocked.size > 0) throw new EchoError('session_blocked', { id: session.id, title: session.title });
}

/** Writes the answer to one session down. Returns what it came to; null where nothing changed. */
async function answer(
  tx: Tx,
  { actor, services }: UserContext,
  session: ScheduledSession,
  known: SessionParticipant | null,
  response: 'accept' | 'decline',
): Promise<Answered | null> {
  const { userId } = actor;
  const now = toDate(services.clock.now());
  if (response === 'decline') {
    if (known === null || known.status === 'declined') return null;
    const held = known.status === 'accepted' || known.offeredUntil !== null;
    await write('declined', null);
    await dropReminders(tx, { sessionIds: [session.id], userId });
    await reviveReminders(tx, services, [userId]);
    if (held) await offerSeats(tx, services, session);
    return 'declined';
  }
  if (known?.status === 'accepted') return null;
  const isOffered = known?.offeredUntil !== null && known?.offeredUntil !== undefined && known.offeredUntil > now;
  // Who was in the queue keeps their place in it: a free seat is for who waits, not for who comes by.
  const ahead = isOffered
    ? 0
    : await tx.sessionParticipant.count({
        where: { sessionId: session.id, status: 'waiting', userId: { not: userId }, offeredUntil: null },
      });
  const free = await freeSeats(tx, session, now, userId);
  if (free === 0 || ahead > 0) {
    if (known?.status === 'waiting') return null;
    await write('waiting', now);
    return 'waiting';
  }
  await write('accepted', null);
  await planReminders(tx, services, { sessionIds: [session.id], userId });
  return 'accepted';

  async function write(status: AttendanceStatus, waitingSince: Date | null): Promise<void> {
    const data = { status, waitingSince, offeredUntil: null };
    await tx.sessionParticipant.upsert({
      where: { sessionId_userId: { sessionId: session.id, userId } },
      create: { sessionId: session.id, userId, ...data },
      update: data,
    });
  }
}

/** The same answer to what of a series comes after; those that clash with something else stay open to answer. */
async function answerFollowing(
  tx: Tx,
  ctx: UserContext,
  session: ScheduledSession,
  seriesId: number,
  response: 'accept' | 'decline',
): Promise<void> {
  const { userId } = ctx.actor;
  const status = response === 'accept' ? 'accepted' : 'declined';
  await tx.seriesMember.upsert({
    where: { seriesId_userId: { seriesId, userId } },
    create: { seriesId, userId, status },
    update: { status },
  });
  const later = await tx.scheduledSession.findMany({
    where: { seriesId, status: 'scheduled', scheduledAt: { gt: session.scheduledAt } },
    include: { participants: { where: { userId } } },
    orderBy: { id: 'asc' },
  });
  for (const { participants, ...each } of later) {
    const known = participants[0] ?? null;
    if (known?.removedAt) continue;
    if (response === 'accept' && (known?.status === 'declined' || (await clashes(tx, userId, each)))) continue;
    await tx.$executeRaw`SELECT 1 FROM scheduled_sessions WHERE id = ${each.id} FOR UPDATE`;
    await answer(tx, ctx, each, known, response);
  }
}

async function clashes(tx: Tx, userId: number, { id, scheduledAt, duration }: ScheduledSession): Promise<boolean> {
  return (await clashesOf(tx, [userId], { at: scheduledAt, minutes: duration, except: id })).length > 0;
}
