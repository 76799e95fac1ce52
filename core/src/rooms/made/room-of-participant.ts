import type { LearningRoom } from '@echochat/prisma/client.ts';
import { EchoError } from '../../platform/errors.ts';
import type { UserContext } from '../../platform/procedures.ts';
import { findRoom } from '../find-room.ts';

/**
 * RM-14: a room whose content is the actor's too: it is theirs, they were in it, or it is of their partnership, which has
 * not ended. Throws room_not_found, removed_from_room.
 */
export async function roomOfParticipant(ctx: UserContext, roomId: number): Promise<LearningRoom> {
  const { prisma } = ctx.services.database;
  const { userId } = ctx.actor;
  const row = await findRoom(prisma, ctx, roomId);
  if (row.ownerId === userId) return row;
  const wasIn = await prisma.roomParticipant.count({ where: { roomId, userId, removedAt: null } });
  if (wasIn > 0) return row;
  const isTheirs = await prisma.learningPartnership.count({
    where: { id: row.partnershipId ?? 0, status: { not: 'ended' }, OR: [{ userId1: userId }, { userId2: userId }] },
  });
  if (isTheirs === 0) throw new EchoError('room_not_found');
  return row;
}
