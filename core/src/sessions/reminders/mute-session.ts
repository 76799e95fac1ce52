import { z } from 'zod';
import { EchoError } from '../../platform/errors.ts';
import { rowId } from '../../platform/ids.ts';
import { protectedProcedure } from '../../platform/procedures.ts';
import { holdSession } from '../find-session.ts';
import { dropReminders, planReminders } from './plan-reminders.ts';

/** No reminders of this session for the actor, or again. Throws session_not_found (also for who was not asked). */
export const muteSession = protectedProcedure
  .input(z.object({ sessionId: rowId, isMuted: z.boolean() }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { sessionId, isMuted } = input;
    const { userId } = actor;
    await services.database.transaction(async (tx) => {
      await holdSession(tx, ctx, sessionId);
      const { count } = await tx.sessionParticipant.updateMany({ where: { sessionId, userId }, data: { isMuted } });
      if (count === 0) throw new EchoError('session_not_found');
      if (isMuted) await dropReminders(tx, { sessionIds: [sessionId], userId });
      else await planReminders(tx, services, { sessionIds: [sessionId], userId });
    });
    return { isMuted };
  });
