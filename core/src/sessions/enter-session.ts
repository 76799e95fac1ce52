import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { roomFor } from './advance-sessions.ts';
import { holdSession } from './find-session.ts';

/** The room is open so many minutes before. */
const earlyMinutes = 15;

/**
 * The room of a session that the actor has a seat in, made if it is not there yet; or the link, where they meet somewhere
 * else. Throws session_not_found, session_not_yet, session_over, session_cancelled, not_session_member.
 */
export const enterSession = protectedProcedure
  .input(z.object({ sessionId: rowId }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const now = services.clock.now();
    return services.database.transaction(async (tx) => {
      const session = await holdSession(tx, ctx, input.sessionId);
      const mine = await tx.sessionParticipant.count({
        where: { sessionId: session.id, userId: actor.userId, status: { in: ['accepted', 'attended'] } },
      });
      if (mine === 0) throw new EchoError('not_session_member');
      if (session.status === 'cancelled') throw new EchoError('session_cancelled');
      if (session.status === 'completed') throw new EchoError('session_over');
      if (session.scheduledAt > toDate(now.add({ minutes: earlyMinutes })))
        throw new EchoError('session_not_yet', { at: session.scheduledAt.getTime(), minutes: earlyMinutes });
      if (session.meetingLink !== null) return { roomId: null, link: session.meetingLink };
      const roomId = session.roomId ?? (await roomFor(tx, session, toDate(now)));
      if (roomId === null) throw new EchoError('session_not_found');
      if (session.roomId === null) await tx.scheduledSession.update({ where: { id: session.id }, data: { roomId } });
      return { roomId, link: null };
    });
  });
