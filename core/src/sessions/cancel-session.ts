import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { holdComing, refuseNotLeading } from './find-session.ts';
import { dropReminders, reviveReminders } from './reminders/plan-reminders.ts';
import { endSeriesBefore, followingOf } from './series/split-series.ts';
import { peopleOf, sessionViews } from './session-view.ts';

const input = z.object({
  sessionId: rowId,
  /** Of a series: skip this one, or end the series with it. */
  scope: z.enum(['one', 'following']).default('one'),
});

/**
 * Cancels a session that the actor leads: nobody is reminded any more, and everybody who was asked hears of it. Throws
 * session_not_found, session_over, session_cancelled, not_session_host.
 */
export const cancelSession = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const row = await services.database.transaction(async (tx) => {
    const session = await holdComing(tx, ctx, input.sessionId);
    await refuseNotLeading(tx, ctx, session);
    const later = input.scope === 'following' ? await followingOf(tx, session) : [];
    if (input.scope === 'following') await endSeriesBefore(tx, services, session);
    else if (session.seriesId !== null)
      await tx.sessionSeries.update({ where: { id: session.seriesId }, data: { sequence: { increment: 1 } } });
    const sessionIds = [session, ...later].map(({ id }) => id);
    await tx.scheduledSession.updateMany({
      where: { id: { in: sessionIds } },
      data: { status: 'cancelled', sequence: { increment: 1 } },
    });
    await dropReminders(tx, { sessionIds });
    await reviveReminders(tx, services, await peopleOf(tx, sessionIds));
    await services.events.emit(tx, `session-cancelled:${session.id}`, {
      type: 'session.cancelled',
      v: 1,
      sessionId: session.id,
      by: actor.userId,
    });
    return tx.scheduledSession.findUniqueOrThrow({ where: { id: session.id } });
  });
  const [session] = await sessionViews(ctx, [row]);
  if (!session) throw new EchoError('session_not_found');
  return session;
});
