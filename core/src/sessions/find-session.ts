import type { Prisma, ScheduledSession } from '@echochat/prisma/client.ts';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import type { UserContext } from '../platform/procedures.ts';
import { reachableFor } from '../safety/reachable.ts';

/**
 * SE-1: the filter on sessions that a person may know of. Public ones, their own, and those they were asked to; none whose
 * host blocked them or is blocked by them.
 */
export const visibleTo = (userId: number): Prisma.ScheduledSessionWhereInput => ({
  AND: [
    { OR: [{ hostId: null }, { hostId: userId }, { host: reachableFor(userId) }] },
    { OR: [{ isPublic: true }, { hostId: userId }, { participants: { some: { userId } } }] },
  ],
});

/** The session, where the actor may know of it. Throws session_not_found. */
export async function findSession(tx: Tx, { actor }: UserContext, sessionId: number): Promise<ScheduledSession> {
  const session = await tx.scheduledSession.findFirst({ where: { id: sessionId, ...visibleTo(actor.userId) } });
  if (!session) throw new EchoError('session_not_found');
  return session;
}

/** The same, held until the transaction ends: of two who take the last seat one finds it taken. */
export async function holdSession(tx: Tx, ctx: UserContext, sessionId: number): Promise<ScheduledSession> {
  await tx.$executeRaw`SELECT 1 FROM scheduled_sessions WHERE id = ${sessionId} FOR UPDATE`;
  return findSession(tx, ctx, sessionId);
}

/** Held, and still to come. Throws session_over. */
export async function holdComing(tx: Tx, ctx: UserContext, sessionId: number): Promise<ScheduledSession> {
  const session = await holdSession(tx, ctx, sessionId);
  if (session.status === 'cancelled') throw new EchoError('session_cancelled');
  if (session.status !== 'scheduled') throw new EchoError('session_over');
  return session;
}

/** SE-2: whoever leads a session: its host; of partners, both. Throws not_session_host. */
export async function refuseNotLeading(tx: Tx, { actor }: UserContext, session: ScheduledSession): Promise<void> {
  if (session.hostId === actor.userId || actor.role === 'admin') return;
  const isPartner =
    session.partnershipId !== null &&
    (await tx.sessionParticipant.count({
      where: { sessionId: session.id, userId: actor.userId, status: 'accepted' },
    })) > 0;
  if (!isPartner) throw new EchoError('not_session_host');
}
