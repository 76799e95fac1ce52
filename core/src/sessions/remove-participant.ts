import type { ScheduledSession } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure, type UserContext } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { withdrawSeat } from '../rooms/withdraw-seat.ts';
import { spendLimit } from '../safety/limits.ts';
import { holdSession } from './find-session.ts';
import { dropReminders, reviveReminders } from './reminders/plan-reminders.ts';
import { offerSeats } from './seats.ts';
import { followingOf } from './series/split-series.ts';
import { sessionViews } from './session-view.ts';

const input = z.object({
  sessionId: rowId,
  userId: rowId,
  /** Of a series: this one, or it and all that follow. */
  scope: z.enum(['one', 'following']).default('one'),
});

/**
 * SE-20: its host takes somebody out of a session that is not over: seat, link, reminders and the place in its room go, and
 * they hear of it once. They cannot come again unless they are asked anew. Saying it again changes nothing. Throws
 * session_not_found, session_over, session_cancelled, not_session_host (also of the host themselves), person_not_found,
 * action_limit, target_limit.
 */
export const removeParticipant = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { userId } = input;
  const { row, left } = await services.database.transaction(async (tx) => {
    const session = await holdSession(tx, ctx, input.sessionId);
    if (session.status === 'cancelled') throw new EchoError('session_cancelled');
    if (session.status === 'completed') throw new EchoError('session_over');
    if ((session.hostId !== actor.userId && actor.role !== 'admin') || userId === session.hostId)
      throw new EchoError('not_session_host');
    const theirs = await tx.sessionParticipant.findUnique({
      where: { sessionId_userId: { sessionId: session.id, userId } },
    });
    const later = input.scope === 'following' ? await followingOf(tx, session) : [];
    if (!theirs) throw new EchoError('person_not_found');
    if (theirs.removedAt && input.scope === 'one') return { row: session, left: [] };
    await spendLimit(tx, ctx, 'session.remove', [userId]);

    const left = await takeOut(tx, ctx, [session, ...later], userId);
    if (input.scope === 'following' && session.seriesId !== null) await leaveSeries(tx, ctx, session.seriesId, userId);
    await reviveReminders(tx, services, [userId]);
    // Who had said no is told nothing: there is nothing that they lose.
    if (theirs.status !== 'declined')
      await services.events.emit(
        tx,
        `session-removed:${session.id}:${userId}:${services.clock.now().epochMilliseconds}`,
        {
          type: 'session.removed',
          v: 1,
          sessionId: session.id,
          to: userId,
          scope: input.scope,
        },
      );
    return { row: session, left };
  });
  for (const roomId of left) await services.realtime.tellRoom({ roomId, kind: 'removed', userId });
  const [session] = await sessionViews(ctx, [row]);
  if (!session) throw new EchoError('session_not_found');
  return session;
});

/** Takes their seats in these sessions, the first of which is held. Returns the rooms that they are out of. */
async function takeOut(
  tx: Tx,
  { services }: UserContext,
  sessions: readonly ScheduledSession[],
  userId: number,
): Promise<number[]> {
  const removedAt = toDate(services.clock.now());
  const data = { status: 'declined' as const, waitingSince: null, offeredUntil: null, removedAt };
  const left: number[] = [];
  for (const session of sessions) {
    const { id: sessionId, roomId } = session;
    await tx.$executeRaw`SELECT 1 FROM scheduled_sessions WHERE id = ${sessionId} FOR UPDATE`;
    const known = await tx.sessionParticipant.findUnique({ where: { sessionId_userId: { sessionId, userId } } });
    await tx.sessionParticipant.upsert({
      where: { sessionId_userId: { sessionId, userId } },
      create: { sessionId, userId, ...data },
      update: data,
    });
    await dropReminders(tx, { sessionIds: [sessionId], userId });
    if (roomId !== null) {
      await withdrawSeat(tx, services, roomId, userId);
      left.push(roomId);
    }
    if (known?.status === 'accepted' || known?.offeredUntil) await offerSeats(tx, services, session);
  }
  return left;
}

/** What is still to be made of the series begins without them. */
async function leaveSeries(tx: Tx, { services }: UserContext, seriesId: number, userId: number): Promise<void> {
  const data = { status: 'declined' as const, removedAt: toDate(services.clock.now()) };
  await tx.seriesMember.upsert({
    where: { seriesId_userId: { seriesId, userId } },
    create: { seriesId, userId, ...data },
    update: data,
  });
}
