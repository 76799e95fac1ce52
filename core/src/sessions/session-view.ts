import type { AttendanceStatus, Prisma, ScheduledSession } from '@echochat/prisma/client.ts';
import type { Tx } from '../platform/db/database.ts';
import { localeOf } from '../platform/locale.ts';
import type { UserContext } from '../platform/procedures.ts';
import { withoutLinks } from '../platform/text.ts';
import { shownAvatar } from '../safety/avatar.ts';
import { blockedBy } from '../safety/blocked-by.ts';
import { sightOf } from '../safety/sight.ts';
import { hoursKnownTo } from '../safety/ties.ts';
import { type CategoryView, categoryView } from '../skills/category-view.ts';
import { skillTree } from '../skills/load-tree.ts';
import { isSeated, standsIn } from './rules/insight.ts';
import { type Repeat, readRule } from './rules/recurrence.ts';

export interface SessionPerson {
  userId: number;
  handle: string;
  displayName: string;
  avatarUrl: string | null;
  /** IANA name, to show the hour as it is for them; null where they never said, or the viewer may not know (SF-20). */
  timezone: string | null;
  status: AttendanceStatus;
}

/** How a session repeats, as it travels: `until` is a day, 2027-05-31. */
export type RepeatView = Pick<Repeat, 'every' | 'count'> & { until?: string };

/** A session as somebody who may know of it sees it. */
export interface SessionView {
  id: number;
  title: string;
  description: string | null;
  category: CategoryView | null;
  scheduledAt: Date;
  /** Minutes. */
  duration: number;
  /** In whose wall time it was meant; null for who has no part in it. */
  timezone: string | null;
  status: ScheduledSession['status'];
  isPublic: boolean;
  maxParticipants: number;
  partnershipId: number | null;
  roomId: number | null;
  /** For its host, and for who holds a seat. */
  meetingLink: string | null;
  seriesId: number | null;
  /** How it repeats; null for one that does not, and for an occurrence whose series has ended. */
  repeat: RepeatView | null;
  hostId: number | null;
  /**
   * Host first, then as they were asked; nobody whom the viewer may not see. Who declined is told to who leads it alone, and
   * of a public session who has no seat in it sees the host alone.
   */
  people: SessionPerson[];
  /** Seats taken, or kept for somebody until they answer. */
  taken: number;
  /** What the actor said; null for who was not asked. */
  yourStatus: AttendanceStatus | null;
  /** A seat is kept for the actor until then. */
  offeredUntil: Date | null;
  isMuted: boolean;
  /** Host, or one of two partners: may move and cancel it. */
  youLead: boolean;
  /** Somebody whom the viewer blocked has a seat in it; not who. */
  hasBlocked: boolean;
}

/** What a session's view is made of beside the session. */
export const withPeople = {
  participants: {
    where: { removedAt: null, user: { deletedAt: null } },
    include: {
      user: {
        select: {
          handle: true,
          displayName: true,
          profile: { select: { avatarUrl: true } },
          availability: { select: { timezone: true } },
        },
      },
    },
    orderBy: { id: 'asc' },
  },
  series: { select: { rule: true, endedAt: true } },
} satisfies Prisma.ScheduledSessionInclude;

type SessionWithPeople = Prisma.ScheduledSessionGetPayload<{ include: typeof withPeople }>;

/** The views of sessions as a transaction left them. The caller has seen to it that the actor may know of them. */
export async function sessionViews(ctx: UserContext, rows: readonly ScheduledSession[]): Promise<SessionView[]> {
  if (rows.length === 0) return [];
  const people = await ctx.services.database.prisma.scheduledSession.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    select: { id: true, ...withPeople },
  });
  const byId = new Map(people.map((each) => [each.id, each]));
  return viewsWithPeople(
    ctx,
    rows.map((row) => ({ participants: [], series: null, ...byId.get(row.id), ...row })),
  );
}

/** What a viewer may know of people. */
export type Insights = Awaited<ReturnType<typeof insightsInto>>;

/** What the actor may know of these people: one round trip, however many. */
export async function insightsInto({ actor, services }: UserContext, people: readonly number[]) {
  const { prisma } = services.database;
  const userIds = [...new Set(people)];
  const [sights, zonesKnown, blocked] = await Promise.all([
    sightOf(prisma, actor.userId, userIds),
    hoursKnownTo(prisma, actor.userId, userIds),
    blockedBy(prisma, actor.userId, userIds),
  ]);
  return { sights, zonesKnown, blocked };
}

/**
 * Sessions with their people as the actor sees them: one round trip, none where the insights are given. The caller has seen
 * to it that the actor may know of them.
 */
export async function viewsWithPeople(
  ctx: UserContext,
  rows: readonly SessionWithPeople[],
  insights?: Insights,
): Promise<SessionView[]> {
  if (rows.length === 0) return [];
  const { actor, services } = ctx;
  const everybody = rows.flatMap(({ participants }) => participants.map(({ userId }) => userId));
  const [tree, { sights, zonesKnown, blocked }] = await Promise.all([
    skillTree(services),
    insights ?? insightsInto(ctx, everybody),
  ]);
  const language = localeOf(actor);
  const now = services.clock.now().epochMilliseconds;
  return rows.map((row) => {
    const own = row.participants;
    const mine = own.find(({ userId }) => userId === actor.userId);
    const category = row.categoryId === null ? undefined : tree.get(row.categoryId);
    const rule = row.series?.endedAt === null ? row.series.rule : undefined;
    const isOffered = (until: Date | null) => until !== null && until.getTime() > now;
    const { isInside, hasLink, youLead, shows } = standsIn(row, actor.userId, mine?.status ?? null);
    return {
      id: row.id,
      title: row.title,
      description: isInside || row.description === null ? row.description : withoutLinks(row.description, 2_000),
      category: category ? categoryView(tree, category, language) : null,
      scheduledAt: row.scheduledAt,
      duration: row.duration,
      timezone: isInside ? row.timezone : null,
      status: row.status,
      isPublic: row.isPublic,
      maxParticipants: row.maxParticipants,
      partnershipId: isInside ? row.partnershipId : null,
      roomId: isInside ? row.roomId : null,
      meetingLink: hasLink ? row.meetingLink : null,
      seriesId: row.seriesId,
      repeat: rule === undefined ? null : repeatView(readRule(rule)),
      hostId: row.hostId,
      people: own
        .filter(({ userId, status }) => shows(userId, status) && sights.get(userId) !== 'none')
        .map(({ userId, status, user }) => ({
          userId,
          handle: user.handle,
          displayName: user.displayName,
          avatarUrl: shownAvatar(user.profile?.avatarUrl),
          timezone: isInside && zonesKnown.has(userId) ? (user.availability?.timezone ?? null) : null,
          // How a host stands in it says who came.
          status: isInside || userId === actor.userId ? status : 'accepted',
        }))
        .sort((a, b) => Number(b.userId === row.hostId) - Number(a.userId === row.hostId)),
      taken: own.filter(({ status, offeredUntil }) => isSeated(status) || isOffered(offeredUntil)).length,
      yourStatus: mine?.status ?? null,
      offeredUntil: mine && isOffered(mine.offeredUntil) ? mine.offeredUntil : null,
      isMuted: mine?.isMuted ?? false,
      youLead,
      hasBlocked: own.some(({ userId, status }) => isSeated(status) && blocked.has(userId)),
    };
  });
}

function repeatView(repeat: Repeat | null): RepeatView | null {
  if (repeat === null) return null;
  const { until, ...rest } = repeat;
  return until === undefined ? rest : { ...rest, until: until.toString() };
}

/** Everybody who was ever asked to one of the sessions, each once. */
export async function peopleOf(tx: Tx, sessionIds: readonly number[]): Promise<number[]> {
  const rows = await tx.sessionParticipant.findMany({
    where: { sessionId: { in: [...sessionIds] } },
    select: { userId: true },
    distinct: ['userId'],
  });
  return rows.map(({ userId }) => userId);
}
