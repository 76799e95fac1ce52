import type { Notification, PollStatus } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import type { Services } from '../platform/services.ts';
import { withoutLinks } from '../platform/text.ts';
import type { Language } from '../platform/words/words.ts';
import { skillTree } from '../skills/load-tree.ts';
import { type NoticeSession, noticeSessions } from './notice-sessions.ts';

export const noticeKinds = [
  'match.interest',
  'match.accepted',
  'match.closed',
  'skill.endorsed',
  'skill.arrived',
  'feedback.given',
  'account.link-asked',
  'account.link-declined',
  'account.linked',
  'account.unlinked',
  'room.invited',
  'room.declined',
  'room.offered',
  'room.taken-over',
  'room.ended',
  'session.invited',
  'session.answered',
  'session.moved',
  'session.cancelled',
  'session.removed',
  'session.seat',
  'session.reminder',
  'session.starting',
  'session.late',
  'session.waited-for',
  'session.missed',
  'session.completed',
  'session.poll',
  'session.agreed',
  'session.undecided',
  'report.new',
  'report.closed',
  'digest',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What a notice's row keeps: ids alone, so that a name changed since is shown as it is now. */
export const noticePayload = z.object({
  personId: z.number().optional(),
  matchId: z.number().optional(),
  partnershipId: z.number().optional(),
  categoryId: z.number().optional(),
  platform: z.string().optional(),
  linkRequestId: z.number().optional(),
  roomId: z.number().optional(),
  sessionId: z.number().optional(),
  pollId: z.number().optional(),
  /** Of a series it is about all that follow too. */
  isSeries: z.boolean().optional(),
  /** Sessions that follow it at once: one reminder is for all of them. */
  alsoIds: z.array(z.number()).optional(),
  /** Minutes before the session at which it reminds. */
  before: z.number().optional(),
  answer: z.enum(['accepted', 'declined', 'waiting']).optional(),
  communityId: z.number().optional(),
  outcome: z.enum(['upheld', 'dismissed']).optional(),
});
export type NoticePayload = z.infer<typeof noticePayload>;

/** NO-5: a title that somebody else wrote, as it reaches people who did not ask for it. */
const mostTitle = 120;
const titleOf = (title: string): string => withoutLinks(title, mostTitle);

/** A poll as a notice names it. */
export interface NoticePoll {
  id: number;
  title: string;
  status: PollStatus;
  /** The hours it asks about, in the order of time. */
  hours: Date[];
}

export interface NoticeView {
  id: number;
  kind: NoticeKind;
  createdAt: Date;
  isRead: boolean;
  /** Whom it is about; null for nobody. */
  person: { userId: number; handle: string; displayName: string } | null;
  matchId: number | null;
  partnershipId: number | null;
  skillName: string | null;
  platform: string | null;
  linkRequestId: number | null;
  /** Null for one that is gone. */
  room: { id: number; title: string } | null;
  session: NoticeSession | null;
  poll: NoticePoll | null;
  /** Those that follow it at once, soonest first. */
  also: NoticeSession[];
  before: number | null;
  isSeries: boolean;
  answer: 'accepted' | 'declined' | 'waiting' | null;
  /** The community whose reports wait to be looked at; null where it is gone, or they are of none. */
  community: { id: number; name: string } | null;
  /** What came of a report. */
  outcome: 'upheld' | 'dismissed' | null;
}

/** What a notice is read from. */
export type NoticeRow = Pick<Notification, 'id' | 'userId' | 'kind' | 'createdAt' | 'readAt'> & { payload: unknown };

/** Notices as a person reads them. Rows of a kind that this version does not know are left out. */
export async function noticeViews(
  services: Services,
  rows: readonly NoticeRow[],
  language: Language,
): Promise<NoticeView[]> {
  const parsed = rows.flatMap((row) => {
    const kind = noticeKinds.find((known) => known === row.kind);
    const payload = noticePayload.safeParse(row.payload);
    return kind && payload.success ? [{ row, kind, payload: payload.data }] : [];
  });
  const personIds = parsed.flatMap(({ payload }) => payload.personId ?? []);
  const roomIds = parsed.flatMap(({ payload }) => payload.roomId ?? []);
  const readers = parsed.flatMap(({ row: { userId }, payload: { sessionId, alsoIds } }) =>
    [sessionId ?? [], alsoIds ?? []].flat().map((id) => ({ userId, sessionId: id })),
  );
  const pollIds = parsed.flatMap(({ payload }) => payload.pollId ?? []);
  const communityIds = parsed.flatMap(({ payload }) => payload.communityId ?? []);
  const [tree, sessions, polls, rooms, people, communities] = await Promise.all([
    skillTree(services),
    noticeSessions(services, readers),
    pollIds.length === 0
      ? []
      : services.database.prisma.sessionPoll.findMany({
          where: { id: { in: pollIds } },
          select: { id: true, title: true, status: true, hours: { select: { at: true }, orderBy: { at: 'asc' } } },
        }),
    roomIds.length === 0
      ? []
      : services.database.prisma.learningRoom.findMany({
          where: { id: { in: roomIds } },
          select: { id: true, title: true },
        }),
    personIds.length === 0
      ? []
      : services.database.prisma.user.findMany({
          where: { id: { in: personIds }, deletedAt: null },
          select: { id: true, handle: true, displayName: true },
        }),
    communityIds.length === 0
      ? []
      : services.database.prisma.community.findMany({
          where: { id: { in: communityIds } },
          select: { id: true, name: true },
        }),
  ]);
  const pollOf = (pollId: number | undefined): NoticePoll | null => {
    const poll = polls.find(({ id }) => id === pollId);
    return poll ? { ...poll, title: titleOf(poll.title), hours: poll.hours.map(({ at }) => at) } : null;
  };
  const sessionsOf = Map.groupBy(sessions, ({ userId }) => userId);
  return parsed.map(({ row, kind, payload }) => {
    const room = rooms.find(({ id }) => id === payload.roomId);
    const person = people.find(({ id }) => id === payload.personId);
    const theirs = (sessionsOf.get(row.userId) ?? []).map(({ userId: _, ...session }) => ({
      ...session,
      title: titleOf(session.title),
    }));
    return {
      id: row.id,
      kind,
      createdAt: row.createdAt,
      isRead: row.readAt !== null,
      person: person ? { userId: person.id, handle: person.handle, displayName: person.displayName } : null,
      matchId: payload.matchId ?? null,
      partnershipId: payload.partnershipId ?? null,
      skillName: payload.categoryId === undefined ? null : tree.nameOf(payload.categoryId, language),
      platform: payload.platform ?? null,
      linkRequestId: payload.linkRequestId ?? null,
      room: room ? { id: room.id, title: titleOf(room.title) } : null,
      session: theirs.find(({ id }) => id === payload.sessionId) ?? null,
      poll: pollOf(payload.pollId),
      also: theirs.filter(({ id }) => payload.alsoIds?.includes(id)),
      before: payload.before ?? null,
      isSeries: payload.isSeries ?? false,
      answer: payload.answer ?? null,
      community: communities.find(({ id }) => id === payload.communityId) ?? null,
      outcome: payload.outcome ?? null,
    };
  });
}
