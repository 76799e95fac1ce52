import { z } from 'zod';
import { EchoError } from '../../platform/errors.ts';
import { rowId } from '../../platform/ids.ts';
import { protectedProcedure } from '../../platform/procedures.ts';
import { fromDate, toDate } from '../../platform/time.ts';
import { holdComing } from '../find-session.ts';

/**
 * Reminds the actor once more in some minutes, at the latest a minute before the session. Returns when. Throws
 * session_not_found (also for who has no seat), session_over, session_cancelled.
 */
export const snoozeReminder = protectedProcedure
  .input(z.object({ sessionId: rowId, minutes: z.number().int().min(5).max(1_440).default(10) }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { sessionId, minutes } = input;
    const { userId } = actor;
    return services.database.transaction(async (tx) => {
      const session = await holdComing(tx, ctx, sessionId);
      const mine = await tx.sessionParticipant.count({ where: { sessionId, userId, status: 'accepted' } });
      if (mine === 0) throw new EchoError('session_not_found');
      const wanted = services.clock.now().add({ minutes });
      const before = Math.max(1, Math.ceil(fromDate(session.scheduledAt).since(wanted).total('minutes')));
      const dueAt = toDate(fromDate(session.scheduledAt).subtract({ minutes: before }));
      if (dueAt <= toDate(services.clock.now())) throw new EchoError('session_over');
      const key = { sessionId_userId_before: { sessionId, userId, before } };
      await tx.sessionReminder.upsert({
        where: key,
        create: { sessionId, userId, before, dueAt },
        update: { state: 'waiting', dueAt },
      });
      return { at: dueAt };
    });
  });
