import type { LearningRoom, RoomRole } from '@echochat/prisma/client.ts';
import { localeOf } from '../platform/locale.ts';
import type { UserContext } from '../platform/procedures.ts';
import { type CategoryView, categoryView } from '../skills/category-view.ts';
import { skillTree } from '../skills/load-tree.ts';

export interface RoomPerson {
  userId: number;
  handle: string;
  displayName: string;
  avatarUrl: string | null;
  role: RoomRole;
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
  status: LearningRoom['status'];
  maxParticipants: number;
  partnershipId: number | null;
  /** Whether a chat has made a voice channel for it. */
  hasVoiceChannel: boolean;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  /** Who was ever in it and was not removed, host first, then by when they came. */
  people: RoomPerson[];
  /** Null for who has not been in it. */
  yourRole: RoomRole | null;
}

const order: Readonly<Record<RoomRole, number>> = { host: 0, moderator: 1, participant: 2 };

/** Rooms with their people: three queries, however many. The caller has seen to it that the actor may see them. */
export async function roomViews({ actor, services }: UserContext, rows: readonly LearningRoom[]): Promise<RoomView[]> {
  if (rows.length === 0) return [];
  const [tree, participants] = await Promise.all([
    skillTree(services),
    services.database.prisma.roomParticipant.findMany({
      where: { roomId: { in: rows.map(({ id }) => id) }, removedAt: null, user: { deletedAt: null } },
      include: { user: { select: { handle: true, displayName: true, profile: { select: { avatarUrl: true } } } } },
      orderBy: [{ joinedAt: 'asc' }, { id: 'asc' }],
    }),
  ]);
  const language = localeOf(actor);
  return rows.map((row) => {
    const category = row.categoryId === null ? undefined : tree.get(row.categoryId);
    const people = participants
      .filter(({ roomId }) => roomId === row.id)
      .map(({ userId, role, isActive, user }) => ({
        userId,
        handle: user.handle,
        displayName: user.displayName,
        avatarUrl: user.profile?.avatarUrl ?? null,
        role,
        isActive,
      }))
      .sort((a, b) => order[a.role] - order[b.role]);
    return {
      id: row.id,
      title: row.title,
      description: row.description,
      category: category ? categoryView(tree, category, language) : null,
      isPublic: row.isPublic,
      status: row.status,
      maxParticipants: row.maxParticipants,
      partnershipId: row.partnershipId,
      hasVoiceChannel: row.voiceChannelId !== null,
      createdAt: row.createdAt,
      startedAt: row.startedAt,
      endedAt: row.endedAt,
      people,
      yourRole: people.find(({ userId }) => userId === actor.userId)?.role ?? null,
    };
  });
}
