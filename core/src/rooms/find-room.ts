import type { LearningRoom, Prisma } from '@echochat/prisma/client.ts';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import type { UserContext } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { reachableFor } from '../safety/reachable.ts';

/**
 * RM-1: the filter on rooms that a person may know of. Public ones, their own, those they have been in or are invited
 * to, their partnerships' and those of sessions that they have a seat in; none whose host blocked them or is blocked by them.
 */
export function visibleTo({ actor: { userId }, services }: UserContext): Prisma.LearningRoomWhereInput {
  return {
    AND: [
      { OR: [{ hostId: null }, { hostId: userId }, { host: reachableFor(userId) }] },
      {
        OR: [
          { isPublic: true },
          { hostId: userId },
          { participants: { some: { userId } } },
          {
            invitations: {
              some: {
                inviteeId: userId,
                status: { in: ['pending', 'accepted'] },
                expiresAt: { gt: toDate(services.clock.now()) },
              },
            },
          },
          { partnership: { OR: [{ userId1: userId }, { userId2: userId }] } },
          { sessions: { some: { participants: { some: { userId, status: { in: ['accepted', 'attended'] } } } } } },
        ],
      },
    ],
  };
}

/** The room, where the actor may know of it. Throws room_not_found, removed_from_room. */
export async function findRoom(tx: Tx, ctx: UserContext, roomId: number): Promise<LearningRoom> {
  const room = await tx.learningRoom.findFirst({ where: { id: roomId, ...visibleTo(ctx) } });
  if (!room) throw new EchoError('room_not_found');
  const removed = await tx.roomParticipant.count({
    where: { roomId, userId: ctx.actor.userId, removedAt: { not: null } },
  });
  if (removed > 0) throw new EchoError('removed_from_room');
  return room;
}

/** The same room, held until the transaction ends, so that of two who take the last seat one finds it taken. */
export async function holdRoom(tx: Tx, ctx: UserContext, roomId: number): Promise<LearningRoom> {
  await tx.$executeRaw`SELECT 1 FROM learning_rooms WHERE id = ${roomId} FOR UPDATE`;
  return findRoom(tx, ctx, roomId);
}

/** The actor's room as its host, held. Throws not_host too. */
export async function holdAsHost(tx: Tx, ctx: UserContext, roomId: number): Promise<LearningRoom> {
  const room = await holdRoom(tx, ctx, roomId);
  if (room.hostId !== ctx.actor.userId && ctx.actor.role !== 'admin') throw new EchoError('not_host');
  return room;
}
