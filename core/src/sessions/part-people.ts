import type { ScheduledSession } from '@echochat/prisma/client.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Services } from '../platform/services.ts';
import { partInPolls } from './polls/part-in-polls.ts';
import { dropReminders, reviveReminders } from './reminders/plan-reminders.ts';
import { offerSeats } from './seats.ts';
import { partSeries } from './series/part-series.ts';

/**
 * Ends what two people plan with each other, in the caller's transaction. What only the two have is cancelled, and the
 * one who did not ask for it hears that it does not take place, without who or why. Invitations between them are
 * withdrawn, and neither keeps a seat in what the other hosts.
 */
export async function partPeople(tx: Tx, services: Services, by: number, from: number): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM scheduled_sessions s
    WHERE s.status IN ('scheduled', 'in_progress')
      AND EXISTS (SELECT 1 FROM session_participants p WHERE p.session_id = s.id AND p.user_id = ${by})
      AND EXISTS (SELECT 1 FROM session_participants p WHERE p.session_id = s.id AND p.user_id = ${from})
    ORDER BY s.id FOR UPDATE`;
  const shared = await tx.scheduledSession.findMany({
    where: {
      status: { in: ['scheduled', 'in_progress'] },
      AND: [by, from].map((userId) => ({ participants: { some: { userId } } })),
    },
    include: { participants: true },
    orderBy: { id: 'asc' },
  });
  for (const { participants, ...session } of shared) {
    const asked = participants.filter(({ status }) => status !== 'declined' && status !== 'no_show');
    const areTwo = asked.length === 2 && asked.every(({ userId }) => userId === by || userId === from);
    // Into a public one with more seats others may come yet.
    const isOpen = session.isPublic && session.maxParticipants > 2 && session.partnershipId === null;
    if (session.status === 'scheduled' && areTwo && !isOpen) await callOff(tx, services, session, from);
    else await leaveSeats(tx, services, session, by, from);
  }
  await partSeries(tx, services, by, from);
  await partInPolls(tx, services, by, from);
}

async function callOff(tx: Tx, services: Services, session: ScheduledSession, to: number): Promise<void> {
  await tx.scheduledSession.update({
    where: { id: session.id },
    data: { status: 'cancelled', sequence: { increment: 1 } },
  });
  await dropReminders(tx, { sessionIds: [session.id] });
  const people = await tx.sessionParticipant.findMany({ where: { sessionId: session.id }, select: { userId: true } });
  await reviveReminders(
    tx,
    services,
    people.map(({ userId }) => userId),
  );
  await services.events.emit(tx, `session-called-off:${session.id}`, {
    type: 'session.called-off',
    v: 1,
    sessionId: session.id,
    to,
  });
}

/** Who of the two hosts it, or invited the other, does not see them there. In a session of somebody else both stay. */
async function leaveSeats(
  tx: Tx,
  services: Services,
  session: ScheduledSession,
  by: number,
  from: number,
): Promise<void> {
  const { id: sessionId, hostId } = session;
  await tx.sessionParticipant.deleteMany({
    where: {
      sessionId,
      status: 'invited',
      OR: [
        { userId: by, invitedById: from },
        { userId: from, invitedById: by },
      ],
    },
  });
  if (hostId !== by && hostId !== from) return;
  const userId = hostId === by ? from : by;
  await tx.sessionParticipant.deleteMany({ where: { sessionId, userId, status: 'invited' } });
  await tx.sessionParticipant.updateMany({
    where: { sessionId, userId, status: { in: ['accepted', 'waiting'] } },
    data: { status: 'declined', waitingSince: null, offeredUntil: null },
  });
  await dropReminders(tx, { sessionIds: [sessionId], userId });
  await reviveReminders(tx, services, [userId]);
  await offerSeats(tx, services, session);
}
