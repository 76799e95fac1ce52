import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { completeSession } from './advance-sessions.ts';
import { holdSession } from './find-session.ts';

/**
 * SE-11: frees who came and waited from a session that is under way. They have attended; where nobody else is there, it is
 * over. Throws session_not_found, session_over, not_session_member.
 */
export const leaveLateSession = protectedProcedure
  .input(z.object({ sessionId: rowId }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { userId } = actor;
    return services.database.transaction(async (tx) => {
      const session = await holdSession(tx, ctx, input.sessionId);
      if (session.status !== 'in_progress') throw new EchoError('session_over');
      const { count } = await tx.sessionParticipant.updateMany({
        where: { sessionId: session.id, userId, status: 'accepted' },
        data: { status: 'attended' },
      });
      if (count === 0) throw new EchoError('not_session_member');
      const others = await tx.roomAttendance.count({
        where: { roomId: session.roomId ?? 0, endedAt: null, userId: { not: userId } },
      });
      if (others === 0) await completeSession(tx, services, session);
      return { isOver: others === 0 };
    });
  });
