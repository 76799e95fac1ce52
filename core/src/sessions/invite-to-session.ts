import type { ScheduledSession } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure, type UserContext } from '../platform/procedures.ts';
import { reopenSeat } from '../rooms/withdraw-seat.ts';
import { spendLimit } from '../safety/limits.ts';
import { requireVisible, sightOf } from '../safety/sight.ts';
import { requireInvitable } from '../safety/ties.ts';
import { holdComing, mayLead } from './find-session.ts';

const mostAsked = 100;

/**
 * Asks somebody to a session: its host to any, who has a seat to a public one. Of a series, to all that is to come. Asking
 * again changes nothing; whom its host took out is asked anew, who said no is not. Throws session_not_found, session_over,
 * session_cancelled, not_session_host, session_yourself, person_not_found (also where they may not see its host),
 * not_open_to_you (SF-21), said_no, action_limit, target_limit.
 */
export const inviteToSession = protectedProcedure
  .meta({ permission: 'sessions:schedule' })
  .input(z.object({ sessionId: rowId, userId: rowId }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { sessionId, userId } = input;
    return services.database.transaction(async (tx) => {
      const session = await holdComing(tx, ctx, sessionId);
      const leads = await mayLead(tx, ctx, session);
      await requireInviting(tx, ctx, session);
      if (userId === actor.userId) throw new EchoError('session_yourself');
      const known = await tx.sessionParticipant.findUnique({ where: { sessionId_userId: { sessionId, userId } } });
      // What tied the two may have been this session alone.
      if (known?.removedAt && leads) await requireVisible(tx, actor.userId, userId);
      else await requireInvitable(tx, actor.userId, [userId]);
      const { displayName } = await invitable(tx, ctx, session, userId);
      if (known?.removedAt && !leads) throw new EchoError('not_session_host');
      if (known?.status === 'declined' && !known.removedAt) throw new EchoError('said_no', { name: displayName });
      if (known && !known.removedAt) return { displayName };
      const asked = await tx.sessionParticipant.count({ where: { sessionId } });
      if (asked >= mostAsked) throw new EchoError('session_too_many_guests', { seats: mostAsked, guests: asked });
      await spendLimit(tx, ctx, 'session.invite', [userId]);

      await ask(tx, actor.userId, session, userId);
      if (known && session.roomId !== null) await reopenSeat(tx, session.roomId, userId);
      const time = services.clock.now().epochMilliseconds;
      await services.events.emit(tx, `session-invited:${sessionId}:${userId}${known ? `:${time}` : ''}`, {
        type: 'session.invited',
        v: 1,
        sessionId,
        by: actor.userId,
        to: userId,
      });
      return { displayName };
    });
  });

async function requireInviting(tx: Tx, { actor }: UserContext, session: ScheduledSession) {
  if (session.hostId === actor.userId) return;
  const isSeated = await tx.sessionParticipant.count({
    where: { sessionId: session.id, userId: actor.userId, status: 'accepted' },
  });
  if (!session.isPublic || isSeated === 0) throw new EchoError('not_session_host');
}

/** Who is asked may see whoever hosts it. */
async function invitable(tx: Tx, { actor }: UserContext, session: ScheduledSession, userId: number) {
  const { hostId } = session;
  if (hostId !== null && hostId !== actor.userId) {
    const sight = (await sightOf(tx, userId, [hostId])).get(hostId);
    if (sight !== 'profile') throw new EchoError('person_not_found');
  }
  const guest = await tx.user.findUnique({ where: { id: userId }, select: { displayName: true } });
  if (!guest) throw new EchoError('person_not_found');
  return guest;
}

/** Writes down that somebody is asked to a session, and of a series to those after it to which they have not said no. */
async function ask(tx: Tx, invitedById: number, session: ScheduledSession, userId: number): Promise<void> {
  const { seriesId } = session;
  const later =
    seriesId === null
      ? []
      : await tx.scheduledSession.findMany({
          where: {
            seriesId,
            status: 'scheduled',
            scheduledAt: { gt: session.scheduledAt },
            participants: { none: { userId, removedAt: null } },
          },
          select: { id: true },
        });
  for (const { id } of [session, ...later]) {
    const where = { sessionId_userId: { sessionId: id, userId } };
    const create = { sessionId: id, userId, invitedById };
    await tx.sessionParticipant.upsert({ where, create, update: { status: 'invited', invitedById, removedAt: null } });
  }
  if (seriesId === null) return;
  await tx.seriesMember.upsert({
    where: { seriesId_userId: { seriesId, userId } },
    create: { seriesId, userId },
    update: { status: 'invited', removedAt: null },
  });
}
