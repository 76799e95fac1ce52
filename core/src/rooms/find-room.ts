import type { LearningRoom, Prisma } from '@echochat/prisma/client.ts';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import type { UserContext } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { notApartFrom } from '../safety/apart.ts';
import { reachableFor } from '../safety/reachable.ts';

/**
 * RM-1: the filter on rooms that a person may know of. Their own, those they have been in or are invited to, their
 * partnerships' and those of sessions that they have a seat in, and open public ones where they may see everybody; none
 * that somebody leads or owns who blocked them or is blocked by them, but for their own.
 */
export function visibleTo({ actor: { userId }, services }: UserContext): Prisma.LearningRoomWhereInput {
  const notBlocked = notApartFrom(userId);
  const invited = {
    inviteeId: userId,
    // Who said no may think better of it while the invitation lasts.
    status: { in: ['pending' as const, 'accepted' as const, 'declined' as const] },
    expiresAt: { gt: toDate(services.clock.now()) },
  };
  const known: Prisma.LearningRoomWhereInput[] = [
    { hostId: userId },
    { participants: { some: { userId } } },
    { invitations: { some: invited } },
    { partnership: { status: { not: 'ended' }, OR: [{ userId1: userId }, { userId2: userId }] } },
    { sessions: { some: { participants: { some: { userId, status: { in: ['accepted', 'attended'] } } } } } },
    publicFor(userId),
  ];
  const isNotBlocked: Prisma.LearningRoomWhereInput[] = [
    { OR: [{ hostId: null }, { hostId: userId }, { host: notBlocked }] },
    { OR: [{ ownerId: null }, { owner: notBlocked }] },
  ];
  return { AND: [{ OR: [{ ownerId: userId }, { AND: [...isNotBlocked, { OR: known }] }] }] };
}

/** RM-20: two communities do not meet by chance in a public room, nor two of whom one has blocked the other. */
export function publicFor(userId: number): Prisma.LearningRoomWhereInput {
  return {
    isPublic: true,
    status: { not: 'ended' },
    partnershipId: null,
    host: reachableFor(userId),
    OR: [{ ownerId: null }, { owner: { deletedAt: { not: null } } }, { owner: reachableFor(userId) }],
    participants: {
      none: { isActive: true, removedAt: null, userId: { not: userId }, user: { NOT: reachableFor(userId) } },
    },
  };
}

/**
 * The room, where the actor may know of it. One whose partnership has ended has ended with it, for both. Throws
 * room_not_found, removed_from_room.
 */
export async function findRoom(tx: Tx, ctx: UserContext, roomId: number): Promise<LearningRoom> {
  const { userId } = ctx.actor;
  const found = await tx.learningRoom.findFirst({
    where: { id: roomId, ...visibleTo(ctx) },
    include: {
      ...withPartnership,
      host: { select: { displayName: true } },
      participants: { where: { userId, removedAt: { not: null } }, select: { id: true } },
    },
  });
  if (!found) throw new EchoError('room_not_found');
  const { participants: removed, host, ...room } = found;
  if (removed.length > 0 && room.ownerId !== userId)
    throw new EchoError('removed_from_room', { title: room.title, host: host?.displayName ?? 'none' });
  return asItStands(room);
}

/** What `asItStands` looks at. */
export const withPartnership = { partnership: { select: { status: true } } } as const;

/** RM-21: a room of a partnership that has ended has ended too, from that moment on, whatever its row still says. */
export function asItStands({
  partnership,
  ...room
}: LearningRoom & { partnership: { status: string } | null }): LearningRoom {
  return partnership?.status === 'ended' ? { ...room, status: 'ended' } : room;
}

/** The same room, held until the transaction ends, so that of two who take the last seat one finds it taken. */
export async function holdRoom(tx: Tx, ctx: UserContext, roomId: number): Promise<LearningRoom> {
  await tx.$executeRaw`SELECT 1 FROM learning_rooms WHERE id = ${roomId} FOR UPDATE`;
  return findRoom(tx, ctx, roomId);
}

/** The room, held, of which the actor is owner or, now, host. Throws not_host too. */
export async function holdAsHost(tx: Tx, ctx: UserContext, roomId: number): Promise<LearningRoom> {
  const room = await holdRoom(tx, ctx, roomId);
  const { userId, role } = ctx.actor;
  if (room.hostId !== userId && room.ownerId !== userId && role !== 'admin') throw new EchoError('not_host');
  return room;
}

/** The room, held, that is the actor's for good. Throws not_owner too. */
export async function holdAsOwner(tx: Tx, ctx: UserContext, roomId: number): Promise<LearningRoom> {
  const room = await holdRoom(tx, ctx, roomId);
  if (room.ownerId !== ctx.actor.userId) throw new EchoError('not_owner');
  return room;
}
