import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { reachableFor } from '../safety/reachable.ts';
import { holdComing } from './find-session.ts';

const mostAsked = 100;

/**
 * Asks somebody to a session: its host to any, who has a seat to a public one. Of a series, to all that is to come. Asking
 * again changes nothing, but somebody who declined is asked anew. Throws session_not_found, session_over,
 * session_cancelled, not_session_host, session_yourself, person_not_found (also where one blocked the other).
 */
export const inviteToSession = protectedProcedure
  .meta({ permission: 'sessions:schedule' })
  .input(z.object({ sessionId: rowId, userId: rowId }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { sessionId, userId } = input;
    return services.database.transaction(async (tx) => {
      const session = await holdComing(tx, ctx, sessionId);
      const isHost = session.hostId === actor.userId;
      const mine = await tx.sessionParticipant.count({
        where: { sessionId, userId: actor.userId, status: 'accepted' },
      });
      if (!isHost && !(session.isPublic && mine > 0)) throw new EchoError('not_session_host');
      if (userId === actor.userId) throw new EchoError('session_yourself');
      const guest = await tx.user.findFirst({
        where: { id: userId, ...reachableFor(actor.userId) },
        select: { displayName: true },
      });
      if (!guest) throw new EchoError('person_not_found');
      const known = await tx.sessionParticipant.findUnique({ where: { sessionId_userId: { sessionId, userId } } });
      if (known && known.status !== 'declined') return { displayName: guest.displayName };
      const asked = await tx.sessionParticipant.count({ where: { sessionId } });
      if (asked >= mostAsked) throw new EchoError('session_too_many_guests', { seats: mostAsked, guests: asked });

      const sessionIds = await comingOf(session.seriesId, sessionId);
      for (const id of sessionIds) {
        const where = { sessionId_userId: { sessionId: id, userId } };
        const create = { sessionId: id, userId, invitedById: actor.userId };
        await tx.sessionParticipant.upsert({ where, create, update: { status: 'invited', invitedById: actor.userId } });
      }
      if (session.seriesId !== null) {
        const where = { seriesId_userId: { seriesId: session.seriesId, userId } };
        await tx.seriesMember.upsert({
          where,
          create: { seriesId: session.seriesId, userId },
          update: { status: 'invited' },
        });
      }
      const time = services.clock.now().epochMilliseconds;
      await services.events.emit(tx, `session-invited:${sessionId}:${userId}${known ? `:${time}` : ''}`, {
        type: 'session.invited',
        v: 1,
        sessionId,
        by: actor.userId,
        to: userId,
      });
      return { displayName: guest.displayName };

      /** The session, and of a series those after it that the guest has not been asked to or has declined. */
      async function comingOf(seriesId: number | null, id: number): Promise<number[]> {
        if (seriesId === null) return [id];
        const rows = await tx.scheduledSession.findMany({
          where: {
            seriesId,
            status: 'scheduled',
            scheduledAt: { gte: session.scheduledAt },
            participants: { none: { userId, status: { not: 'declined' } } },
          },
          select: { id: true },
        });
        return rows.map((row) => row.id);
      }
    });
  });
