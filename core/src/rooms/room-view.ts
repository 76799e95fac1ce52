import type { LearningRoom, Prisma, RoomRole } from '@echochat/prisma/client.ts';
import { EchoError } from '../platform/errors.ts';
import { localeOf } from '../platform/locale.ts';
import type { UserContext } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { shownAvatar } from '../safety/avatar.ts';
import { sightOf } from '../safety/sight.ts';
import { type CategoryView, categoryView } from '../skills/category-view.ts';
import { skillTree } from '../skills/load-tree.ts';
import { roomDocument } from './document.ts';

export interface RoomPerson {
  userId: number;
  /** Null where the two meet by name and picture only (SF-4). */
  handle: string | null;
  displayName: string;
  avatarUrl: string | null;
  role: RoomRole;
  /** Whose the room is, whoever leads it. */
  isOwner: boolean;
  /** Holds a seat now. */
  isActive: boolean;
}

/** A room as somebody who may enter it sees it. */
export interface RoomView {
  id: number;
  title: string;
  description: string | null;
  category: CategoryView | null;
  isPublic: boolean;
  /** Nobody new may enter. */
  isLocked: boolean;
  status: LearningRoom['status'];
  maxParticipants: number;
  /** Seats that are taken. */
  taken: number;
  partnershipId: number | null;
  /** The room whose boards and notes it began with. */
  copyOfId: number | null;
  /** Whether a chat has made a voice channel for it. */
  hasVoiceChannel: boolean;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  /**
   * Who was ever in it and was not removed, host first, then by when they came: for who was in it too or whose partnership
   * it is, and without those of whom one has blocked the other. For others the host alone.
   */
  people: RoomPerson[];
  /** Null for who has not been in it. */
  yourRole: RoomRole | null;
  /** It is the actor's for good. */
  isYours: boolean;
  /** It was offered to the actor for good. */
  isOffered: boolean;
  /** The actor is asked into it and has not answered. */
  isInvited: boolean;
}

const order: Readonly<Record<RoomRole, number>> = { host: 0, moderator: 1, participant: 2 };
/** Host first, then moderators. */
export const inOrder = (a: { role: RoomRole }, b: { role: RoomRole }): number => order[a.role] - order[b.role];

/** What a room's view is made of beside the room. */
export const withPeople = {
  participants: {
    where: { removedAt: null, user: { deletedAt: null } },
    include: { user: { select: { handle: true, displayName: true, profile: { select: { avatarUrl: true } } } } },
    orderBy: [{ joinedAt: 'asc' }, { id: 'asc' }],
  },
  partnership: { select: { status: true, userId1: true, userId2: true } },
} satisfies Prisma.LearningRoomInclude;

type RoomWithPeople = Prisma.LearningRoomGetPayload<{ include: typeof withPeople }>;

/** The views of rooms as a transaction left them. The caller has seen to it that the actor may know of them. */
export async function roomViews(ctx: UserContext, rows: readonly LearningRoom[]): Promise<RoomView[]> {
  if (rows.length === 0) return [];
  const people = await ctx.services.database.prisma.learningRoom.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    select: { id: true, ...withPeople },
  });
  const byId = new Map(people.map((each) => [each.id, each]));
  return viewsWithPeople(
    ctx,
    rows.map((row) => ({ participants: [], partnership: null, ...byId.get(row.id), ...row })),
  );
}

/** Rooms with their people as the actor sees them: one round trip. The caller has seen to it that the actor may know of them. */
export async function viewsWithPeople(
  { actor, services }: UserContext,
  rows: readonly RoomWithPeople[],
): Promise<RoomView[]> {
  if (rows.length === 0) return [];
  const { userId: me } = actor;
  const everybody = rows.flatMap(({ participants }) => participants.map(({ userId }) => userId));
  const { prisma } = services.database;
  const [tree, sight, invitations] = await Promise.all([
    skillTree(services),
    sightOf(prisma, me, everybody),
    prisma.roomInvitation.findMany({
      where: {
        roomId: { in: rows.map(({ id }) => id) },
        inviteeId: me,
        status: 'pending',
        expiresAt: { gt: toDate(services.clock.now()) },
      },
      select: { roomId: true },
    }),
  ]);
  const language = localeOf(actor);
  return rows.map((row) => {
    const category = row.categoryId === null ? undefined : tree.get(row.categoryId);
    const { participants: all, partnership } = row;
    const isPartners = partnership?.userId1 === me || partnership?.userId2 === me;
    const isInside =
      row.ownerId === me || all.some(({ userId }) => userId === me) || (isPartners && partnership?.status !== 'ended');
    const people = all
      .filter(({ userId }) => (isInside ? sight.get(userId) !== 'none' : userId === row.hostId))
      .map(({ userId, role, isActive, user }) => ({
        userId,
        handle: sight.get(userId) === 'profile' ? user.handle : null,
        displayName: user.displayName,
        avatarUrl: shownAvatar(user.profile?.avatarUrl),
        role,
        isOwner: userId === row.ownerId,
        isActive,
      }))
      .sort(inOrder);
    return {
      id: row.id,
      title: row.title,
      description: row.description,
      category: category ? categoryView(tree, category, language) : null,
      isPublic: row.isPublic,
      isLocked: roomDocument.parse(row.document).isClosed,
      status: row.status,
      maxParticipants: row.maxParticipants,
      taken: all.filter(({ isActive }) => isActive).length,
      partnershipId: row.partnershipId,
      copyOfId: row.copyOfId,
      hasVoiceChannel: row.voiceChannelId !== null,
      createdAt: row.createdAt,
      startedAt: row.startedAt,
      endedAt: row.endedAt,
      people,
      yourRole: all.find(({ userId }) => userId === me)?.role ?? null,
      isYours: row.ownerId === me,
      isOffered: row.offeredToId === me,
      isInvited: row.status !== 'ended' && invitations.some(({ roomId }) => roomId === row.id),
    };
  });
}

/** One of them. Throws room_not_found where it is gone meanwhile. */
export async function roomView(ctx: UserContext, row: LearningRoom): Promise<RoomView> {
  const [view] = await roomViews(ctx, [row]);
  if (!view) throw new EchoError('room_not_found');
  return view;
}
