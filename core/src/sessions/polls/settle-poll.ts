import type { ScheduledSession, SessionPoll } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import { addJob, defineJob } from '../../platform/jobs/job.ts';
import type { Services } from '../../platform/services.ts';
import { fromDate, toDate } from '../../platform/time.ts';
import { blockedBy } from '../../safety/blocked-by.ts';
import { reachableFor } from '../../safety/reachable.ts';
import { emitInvitations, makeSession } from '../make-session.ts';
import { clashesOf } from '../refuse-time.ts';
import { type AskedHour, chooseHour } from '../rules/choose-hour.ts';

const settling = { name: 'sessions.poll', schema: z.object({ pollId: z.number() }) };

/** When its time is over, an open poll comes to an end by what was answered by then. */
export const settlePolls = defineJob(settling.name, settling.schema, ({ pollId }, services) =>
  settle(services, pollId),
);

const overdueMinutes = 5;

/** Ends what its own job did not: of a database brought back from a copy, the jobs may be from another time. */
export const settleOverdue = defineJob('sessions.overdue-polls', z.object({}), async (_payload, services) => {
  const overdue = await services.database.prisma.sessionPoll.findMany({
    where: { status: 'open', closesAt: { lte: toDate(services.clock.now().subtract({ minutes: overdueMinutes })) } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  for (const { id } of overdue) await settle(services, id);
});

async function settle(services: Services, pollId: number): Promise<void> {
  await services.database.transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM session_polls WHERE id = ${pollId} FOR UPDATE`;
    const poll = await tx.sessionPoll.findUnique({ where: { id: pollId } });
    if (poll?.status === 'open') await settlePoll(tx, services, poll);
  });
}

export const planSettling = (tx: Tx, pollId: number, after: Temporal.Duration): Promise<void> =>
  addJob(tx, settling, { pollId }, { key: `poll:${pollId}`, after });

/**
 * SE-17: makes a session of an open poll, at the hour given or the one that most can: who can then has said yes, the others
 * are asked. Where at no hour somebody can beside the host, the host hears that. The caller holds the poll.
 */
export async function settlePoll(
  tx: Tx,
  services: Services,
  poll: SessionPoll,
  hourId?: number,
): Promise<ScheduledSession | null> {
  // Of two polls that end at once, the second sees what came of the first.
  await tx.$executeRaw`SELECT 1 FROM users WHERE id IN (SELECT user_id FROM poll_voters WHERE poll_id = ${poll.id})
    ORDER BY id FOR NO KEY UPDATE`;
  const hours = await hoursOf(tx, poll);
  const hour =
    hourId === undefined ? chooseHour(hours, poll.hostId, services.clock.now()) : hours.find(({ id }) => id === hourId);
  if (!hour) {
    await tx.sessionPoll.update({ where: { id: poll.id }, data: { status: 'closed' } });
    await services.events.emit(tx, `poll-failed:${poll.id}`, { type: 'poll.failed', v: 1, pollId: poll.id });
    return null;
  }
  const { hostId, title, maxParticipants, duration, timezone } = poll;
  const guests = await tx.pollVoter.findMany({
    where: { pollId: poll.id, userId: { not: hostId }, user: reachableFor(hostId) },
    select: { userId: true, answeredAt: true },
    orderBy: { userId: 'asc' },
  });
  const can = await withoutBlocks(tx, hostId, hour.userIds);
  const voted = new Set(hours.flatMap(({ voterIds }) => voterIds));
  const statusOf = (userId: number, hasAnswered: boolean) => {
    if (can.has(userId)) return 'accepted' as const;
    // Who said that no hour suits them has said no.
    return hasAnswered && !voted.has(userId) ? ('declined' as const) : ('invited' as const);
  };
  const session = await makeSession(
    tx,
    services,
    {
      title,
      hostId,
      maxParticipants,
      description: null,
      categoryId: null,
      partnershipId: null,
      isPremium: maxParticipants > 10,
      isPublic: false,
      meetingLink: null,
    },
    { at: new Date(hour.at.epochMilliseconds), duration, timezone },
    [
      { userId: hostId, status: 'accepted' },
      ...guests.map(({ userId, answeredAt }) => ({ userId, status: statusOf(userId, answeredAt !== null) })),
    ],
  );
  await tx.sessionPoll.update({ where: { id: poll.id }, data: { status: 'agreed', sessionId: session.id } });
  const asked = guests.flatMap(({ userId, answeredAt }) =>
    statusOf(userId, answeredAt !== null) === 'invited' ? [userId] : [],
  );
  await emitInvitations(tx, services, { sessionId: session.id, by: hostId, to: asked });
  await services.events.emit(tx, `session-agreed:${session.id}`, {
    type: 'session.agreed',
    v: 1,
    sessionId: session.id,
  });
  return session;
}

/** Who takes a seat by their answer: somebody who blocked one of them is asked first, and decides knowing it. */
async function withoutBlocks(tx: Tx, hostId: number, userIds: readonly number[]): Promise<ReadonlySet<number>> {
  const can = new Set(userIds);
  for (const userId of userIds) {
    const others = [...can].filter((id) => id !== userId);
    if (userId !== hostId && (await blockedBy(tx, userId, others)).size > 0) can.delete(userId);
  }
  return can;
}

/** The hours with who said that they can, and who can by now: who has said yes to something else since cannot. */
async function hoursOf(tx: Tx, { id, duration, hostId }: SessionPoll): Promise<(AskedHour & { voterIds: number[] })[]> {
  const rows = await tx.pollHour.findMany({
    where: { pollId: id },
    include: {
      votes: {
        where: { OR: [{ userId: hostId }, { user: reachableFor(hostId) }] },
        select: { userId: true },
      },
    },
    orderBy: { place: 'asc' },
  });
  const hours: (AskedHour & { voterIds: number[] })[] = [];
  for (const { id: hourId, place, at, votes } of rows) {
    const userIds = votes.map(({ userId }) => userId);
    const busy = new Set((await clashesOf(tx, userIds, { at, minutes: duration })).map(({ userId }) => userId));
    const free = userIds.filter((userId) => !busy.has(userId));
    hours.push({ id: hourId, place, at: fromDate(at), userIds: free, voterIds: userIds });
  }
  return hours;
}
