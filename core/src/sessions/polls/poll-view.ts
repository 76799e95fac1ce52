import type { Prisma, SessionPoll } from '@echochat/prisma/client.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { UserContext } from '../../platform/procedures.ts';
import { reachableFor } from '../../safety/reachable.ts';

export interface PollPerson {
  userId: number;
  displayName: string;
  /** IANA name; null where they never said. */
  timezone: string | null;
  hasAnswered: boolean;
}

export interface PollHourView {
  id: number;
  at: Date;
  /** Who can then. */
  userIds: number[];
}

/** A poll as somebody who is asked in it sees it. */
export interface PollView {
  id: number;
  title: string;
  /** Minutes. */
  duration: number;
  status: SessionPoll['status'];
  /** Until then it waits for answers. */
  closesAt: Date;
  /** What came of it. */
  sessionId: number | null;
  /** In the order of time. */
  hours: PollHourView[];
  /** The host first. */
  people: PollPerson[];
  hostId: number;
  youAnswered: boolean;
}

/** The polls that a person may know of: in which they are asked, of hosts who neither blocked them nor are blocked by them. */
export const pollsFor = (userId: number): Prisma.SessionPollWhereInput => ({
  voters: { some: { userId } },
  OR: [{ hostId: userId }, { host: reachableFor(userId) }],
});

/** What `pollViews` are made of. */
export const withAnswers = {
  hours: { include: { votes: { select: { userId: true } } }, orderBy: { at: 'asc' } },
  voters: {
    include: { user: { select: { displayName: true, availability: { select: { timezone: true } } } } },
    where: { user: { deletedAt: null } },
    orderBy: { userId: 'asc' },
  },
} satisfies Prisma.SessionPollInclude;

export type PollRow = Prisma.SessionPollGetPayload<{ include: typeof withAnswers }>;

/** Polls with who is asked in them, without whom their host blocked or is blocked by. One query, however many. */
export async function pollViews(tx: Tx, { actor }: UserContext, rows: readonly PollRow[]): Promise<PollView[]> {
  const hostIds = [...new Set(rows.map(({ hostId }) => hostId))];
  const userIds = [...new Set(rows.flatMap(({ voters }) => voters.map(({ userId }) => userId)))];
  const apart = await tx.block.findMany({
    where: {
      OR: [
        { blockerId: { in: hostIds }, blockedId: { in: userIds } },
        { blockerId: { in: userIds }, blockedId: { in: hostIds } },
      ],
    },
    select: { blockerId: true, blockedId: true },
  });
  return rows.map((row) => {
    const unreachable = apart.flatMap(({ blockerId, blockedId }) => {
      if (blockerId === row.hostId) return blockedId;
      return blockedId === row.hostId ? blockerId : [];
    });
    return pollView(actor.userId, row, new Set(unreachable));
  });
}

function pollView(viewerId: number, row: PollRow, unreachable: ReadonlySet<number>): PollView {
  const { id, title, duration, status, closesAt, sessionId, hostId } = row;
  const people = row.voters
    .filter(({ userId }) => !unreachable.has(userId))
    .map(({ userId, answeredAt, user }) => ({
      userId,
      displayName: user.displayName,
      timezone: user.availability?.timezone ?? null,
      hasAnswered: answeredAt !== null,
    }))
    .sort((a, b) => Number(b.userId === hostId) - Number(a.userId === hostId));
  const there = new Set(people.map(({ userId }) => userId));
  return {
    id,
    title,
    duration,
    status,
    closesAt,
    sessionId,
    hostId,
    hours: row.hours.map((hour) => ({
      id: hour.id,
      at: hour.at,
      userIds: hour.votes.map(({ userId }) => userId).filter((userId) => there.has(userId)),
    })),
    people,
    youAnswered: people.some(({ userId, hasAnswered }) => userId === viewerId && hasAnswered),
  };
}
