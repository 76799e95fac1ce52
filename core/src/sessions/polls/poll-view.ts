import type { Prisma, SessionPoll } from '@echochat/prisma/client.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { UserContext } from '../../platform/procedures.ts';
import { reachableFor } from '../../safety/reachable.ts';
import { sightOf } from '../../safety/sight.ts';
import { hoursKnownTo } from '../../safety/ties.ts';

export interface PollPerson {
  userId: number;
  displayName: string;
  /** IANA name; null where they never said, or the viewer may not know (SF-20). */
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

/** Polls with who is asked in them, without whom their host or the viewer may not see. Four queries, however many. */
export async function pollViews(tx: Tx, { actor }: UserContext, rows: readonly PollRow[]): Promise<PollView[]> {
  const hostIds = [...new Set(rows.map(({ hostId }) => hostId))];
  const userIds = [...new Set(rows.flatMap(({ voters }) => voters.map(({ userId }) => userId)))];
  const [seen, sights, zonesKnown] = await Promise.all([
    tx.visiblePerson.findMany({ where: { viewerId: { in: hostIds }, userId: { in: userIds } } }),
    sightOf(tx, actor.userId, userIds),
    hoursKnownTo(tx, actor.userId, userIds),
  ]);
  return rows.map((row) => {
    const byHost = seen.filter(({ viewerId }) => viewerId === row.hostId).map(({ userId }) => userId);
    const shown = new Set(byHost.filter((userId) => sights.get(userId) !== 'none'));
    return pollView(actor.userId, row, shown, zonesKnown);
  });
}

function pollView(
  viewerId: number,
  row: PollRow,
  shown: ReadonlySet<number>,
  zonesKnown: ReadonlySet<number>,
): PollView {
  const { id, title, duration, status, closesAt, sessionId, hostId } = row;
  const people = row.voters
    .filter(({ userId }) => shown.has(userId))
    .map(({ userId, answeredAt, user }) => ({
      userId,
      displayName: user.displayName,
      timezone: zonesKnown.has(userId) ? (user.availability?.timezone ?? null) : null,
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
