import type { Prisma, ScheduledSession } from '@echochat/prisma/client.ts';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import type { UserContext } from '../platform/procedures.ts';
import { reachableFor } from '../safety/reachable.ts';

/** Who has a seat, or had one and came. */
const seated = { in: ['accepted', 'attended'] } satisfies Prisma.EnumAttendanceStatusFilter;

/**
 * SE-1: the filter on sessions that a person may know of. Their own, those they were asked to, and public ones whose host and
 * whose everybody with a seat they may see (SE-18). None whose host they may not see, and none that they were taken out of.
 */
export const visibleTo = (userId: number): Prisma.ScheduledSessionWhereInput => ({
  AND: [
    { OR: [{ hostId: null }, { hostId: userId }, { host: reachableFor(userId) }] },
    {
      OR: [
        { hostId: userId },
        { participants: { some: { userId, removedAt: null, status: { not: 'declined' } } } },
        { isPublic: false, participants: { some: { userId, removedAt: null } } },
        { isPublic: true, host: reachableFor(userId), participants: { none: keepingOut(userId) } },
      ],
    },
  ],
});

/** Seats for whose sake somebody finds no seat in a public session: their own that was taken away, and those of the unseen. */
const keepingOut = (userId: number): Prisma.SessionParticipantWhereInput => ({
  OR: [
    { userId, removedAt: { not: null } },
    { status: seated, user: { deletedAt: null, NOT: reachableFor(userId) } },
  ],
});

/** The session, where the actor may know of it. Throws session_not_found, removed_from_session. */
export async function findSession(tx: Tx, { actor }: UserContext, sessionId: number): Promise<ScheduledSession> {
  const session = await tx.scheduledSession.findFirst({ where: { id: sessionId, ...visibleTo(actor.userId) } });
  if (session) return session;
  const removed = await tx.sessionParticipant.count({
    where: { sessionId, userId: actor.userId, removedAt: { not: null }, session: { host: reachableFor(actor.userId) } },
  });
  throw new EchoError(removed > 0 ? 'removed_from_session' : 'session_not_found');
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

/** SE-2: whether the actor leads a session: its host; of partners, both. */
export async function mayLead(tx: Tx, { actor }: UserContext, session: ScheduledSession): Promise<boolean> {
  if (session.hostId === actor.userId || actor.role === 'admin') return true;
  if (session.partnershipId === null) return false;
  const where = { sessionId: session.id, userId: actor.userId, status: 'accepted' as const };
  return (await tx.sessionParticipant.count({ where })) > 0;
}

/** Throws not_session_host. */
export async function refuseNotLeading(tx: Tx, ctx: UserContext, session: ScheduledSession): Promise<void> {
  if (!(await mayLead(tx, ctx, session))) throw new EchoError('not_session_host');
}
