import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import type { Services } from '../platform/services.ts';
import { spendLimit } from '../safety/limits.ts';
import { holdComing, refuseNotLeading } from './find-session.ts';
import { refuseClash, refuseTime } from './refuse-time.ts';
import { dropReminders, planReminders, reviveReminders } from './reminders/plan-reminders.ts';
import { moveFollowing } from './series/split-series.ts';
import { peopleOf, sessionViews } from './session-view.ts';

const input = z.object({
  sessionId: rowId,
  scheduledAt: z.date(),
  /** Minutes; as it was without it. */
  duration: z.number().int().min(15).max(240).optional(),
  /** Of a series: this one, or it and all that follow. */
  scope: z.enum(['one', 'following']).default('one'),
  /** Said once more after session_clash. */
  evenIfBusy: z.boolean().default(false),
});

/**
 * SE-6: moves a session that the actor leads. Answers stay as they are; everybody who was asked hears of it, and is reminded
 * of the new hour. Throws session_not_found, session_over, session_cancelled, not_session_host, session_past,
 * session_too_far, session_clash, action_limit, target_limit.
 */
export const rescheduleSession = protectedProcedure
  .meta({ permission: 'sessions:schedule' })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { sessionId, scheduledAt } = input;
    refuseTime(scheduledAt, services.clock.now());
    const row = await services.database.transaction(async (tx) => {
      const session = await holdComing(tx, ctx, sessionId);
      await refuseNotLeading(tx, ctx, session);
      const duration = input.duration ?? session.duration;
      if (scheduledAt.getTime() === session.scheduledAt.getTime() && duration === session.duration) return session;
      if (!input.evenIfBusy)
        await refuseClash(tx, actor.userId, { at: scheduledAt, minutes: duration, except: sessionId });
      await spendLimit(tx, ctx, 'session.move', [sessionId]);
      const following =
        input.scope === 'following' ? await moveFollowing(tx, services, session, scheduledAt, duration) : null;
      if (following === null)
        await tx.scheduledSession.update({
          where: { id: sessionId },
          data: { scheduledAt, duration, sequence: { increment: 1 } },
        });
      const sessionIds = following?.map(({ id }) => id) ?? [sessionId];
      await dropReminders(tx, { sessionIds, all: true });
      await reviveReminders(tx, services, await peopleOf(tx, sessionIds));
      await planReminders(tx, services, { sessionIds });
      const moved = await tx.scheduledSession.findUniqueOrThrow({ where: { id: sessionId } });
      const event = { type: 'session.moved', v: 1, sessionId, by: actor.userId } as const;
      await services.events.emit(tx, `session-moved:${sessionId}`, event, quietUntilTold(services, moved.scheduledAt));
      return moved;
    });
    const [session] = await sessionViews(ctx, [row]);
    if (!session) throw new EchoError('session_not_found');
    return session;
  });

/** Moves that follow each other are told of once. */
const quietMinutes = 2;
/** A session that begins so soon is told of at once. */
const soonMinutes = 15;

const quietUntilTold = ({ clock }: Services, at: Date): Temporal.Duration | null =>
  at.getTime() - clock.now().epochMilliseconds < soonMinutes * 60_000
    ? null
    : Temporal.Duration.from({ minutes: quietMinutes });
