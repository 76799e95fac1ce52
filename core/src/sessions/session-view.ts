import type { AttendanceStatus, ScheduledSession } from '@echochat/prisma/client.ts';
import type { Tx } from '../platform/db/database.ts';
import { localeOf } from '../platform/locale.ts';
import type { UserContext } from '../platform/procedures.ts';
import { shownAvatar } from '../safety/avatar.ts';
import { type CategoryView, categoryView } from '../skills/category-view.ts';
import { skillTree } from '../skills/load-tree.ts';
import { type Repeat, readRule } from './rules/recurrence.ts';

export interface SessionPerson {
  userId: number;
  handle: string;
  displayName: string;
  avatarUrl: string | null;
  /** IANA name, to show the hour as it is for them; null where they never said. */
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
  /** In whose wall time it was meant. */
  timezone: string;
  status: ScheduledSession['status'];
  isPublic: boolean;
  maxParticipants: number;
  partnershipId: number | null;
  roomId: number | null;
  meetingLink: string | null;
  seriesId: number | null;
  /** How it repeats; null for one that does not, and for an occurrence whose series has ended. */
  repeat: RepeatView | null;
  hostId: number | null;
  /** Host first, then as they were asked. Who declined is among them. */
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
}

/** Sessions with their people: three queries, however many. The caller has seen to it that the actor may know of them. */
export async function sessionViews(
  { actor, services }: UserContext,
  rows: readonly ScheduledSession[],
): Promise<SessionView[]> {
  if (rows.length === 0) return [];
  const { prisma } = services.database;
  const [tree, participants, series] = await Promise.all([
    skillTree(services),
    prisma.sessionParticipant.findMany({
      where: { sessionId: { in: rows.map(({ id }) => id) }, user: { deletedAt: null } },
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
    }),
    prisma.sessionSeries.findMany({
      where: { id: { in: rows.flatMap(({ seriesId }) => seriesId ?? []) }, endedAt: null },
      select: { id: true, rule: true },
    }),
  ]);
  const language = localeOf(actor);
  const now = services.clock.now().epochMilliseconds;
  return rows.map((row) => {
    const own = participants.filter(({ sessionId }) => sessionId === row.id);
    const mine = own.find(({ userId }) => userId === actor.userId);
    const category = row.categoryId === null ? undefined : tree.get(row.categoryId);
    const rule = series.find(({ id }) => id === row.seriesId)?.rule;
    const isOffered = (until: Date | null) => until !== null && until.getTime() > now;
    return {
      id: row.id,
      title: row.title,
      description: row.description,
      category: category ? categoryView(tree, category, language) : null,
      scheduledAt: row.scheduledAt,
      duration: row.duration,
      timezone: row.timezone,
      status: row.status,
      isPublic: row.isPublic,
      maxParticipants: row.maxParticipants,
      partnershipId: row.partnershipId,
      roomId: row.roomId,
      meetingLink: row.meetingLink,
      seriesId: row.seriesId,
      repeat: rule === undefined ? null : repeatView(readRule(rule)),
      hostId: row.hostId,
      people: own
        .map(({ userId, status, user }) => ({
          userId,
          handle: user.handle,
          displayName: user.displayName,
          avatarUrl: shownAvatar(user.profile?.avatarUrl),
          timezone: user.availability?.timezone ?? null,
          status,
        }))
        .sort((a, b) => Number(b.userId === row.hostId) - Number(a.userId === row.hostId)),
      taken: own.filter(({ status, offeredUntil }) => isSeated(status) || isOffered(offeredUntil)).length,
      yourStatus: mine?.status ?? null,
      offeredUntil: mine && isOffered(mine.offeredUntil) ? mine.offeredUntil : null,
      isMuted: mine?.isMuted ?? false,
      youLead:
        row.hostId === actor.userId || (row.partnershipId !== null && mine !== undefined && isSeated(mine.status)),
    };
  });
}

function repeatView(repeat: Repeat | null): RepeatView | null {
  if (repeat === null) return null;
  const { until, ...rest } = repeat;
  return until === undefined ? rest : { ...rest, until: until.toString() };
}

/** Holds a seat, or held it. */
export const isSeated = (status: AttendanceStatus): boolean =>
  status === 'accepted' || status === 'attended' || status === 'no_show';

/** Everybody who was ever asked to one of the sessions, each once. */
export async function peopleOf(tx: Tx, sessionIds: readonly number[]): Promise<number[]> {
  const rows = await tx.sessionParticipant.findMany({
    where: { sessionId: { in: [...sessionIds] } },
    select: { userId: true },
    distinct: ['userId'],
  });
  return rows.map(({ userId }) => userId);
}
