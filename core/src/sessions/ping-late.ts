import { z } from 'zod';
import { notify, publishAll } from '../notifications/notify.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { spendLimit } from '../safety/limits.ts';
import { sightOf } from '../safety/sight.ts';
import { holdSession } from './find-session.ts';

/**
 * SE-11: tells who has said yes and is not in the room that somebody waits for them, once a session. Returns how many were
 * told. Throws session_not_found, session_over, not_session_member, action_limit, target_limit.
 */
export const pingLate = protectedProcedure.input(z.object({ sessionId: rowId })).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { userId } = actor;
  const pushes = await services.database.transaction(async (tx) => {
    const session = await holdSession(tx, ctx, input.sessionId);
    if (session.status !== 'in_progress') throw new EchoError('session_over');
    const coming = await tx.sessionParticipant.findMany({ where: { sessionId: session.id, status: 'accepted' } });
    if (!coming.some((each) => each.userId === userId)) throw new EchoError('not_session_member');
    const present = await tx.roomAttendance.findMany({ where: { roomId: session.roomId ?? 0, endedAt: null } });
    const missing = coming.filter(
      (each) => each.userId !== userId && !present.some((there) => there.userId === each.userId),
    );
    const sights = await sightOf(
      tx,
      userId,
      missing.map((each) => each.userId),
    );
    const absent = missing.filter((each) => sights.get(each.userId) !== 'none');
    await spendLimit(
      tx,
      ctx,
      'session.ping',
      absent.map((each) => each.userId),
    );
    return notify(
      tx,
      services,
      absent.map((each) => ({
        userId: each.userId,
        kind: 'session.waited-for' as const,
        payload: { sessionId: session.id, personId: userId },
        eventKey: `waited-for:${session.id}:${session.sequence}`,
        deadline: new Date(session.scheduledAt.getTime() + session.duration * 60_000),
      })),
    );
  });
  await publishAll(services, pushes);
  return { told: pushes.length };
});
