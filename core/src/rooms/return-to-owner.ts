import type { LearningRoom } from '@echochat/prisma/client.ts';
import type { Tx } from '../platform/db/database.ts';

/** What a host is who was made one while the owner was there, once the owner leads again. */
const lentFrom = 'moderator';

/** RM-5: the owner leads again, and who stood in for them is what they were before. The caller holds the room. */
export async function returnToOwner(tx: Tx, room: LearningRoom): Promise<LearningRoom> {
  const { id: roomId, ownerId } = room;
  if (ownerId === null || room.hostId === ownerId) return room;
  await endActing(tx, roomId);
  await tx.roomParticipant.updateMany({ where: { roomId, userId: ownerId }, data: { role: 'host', actingFrom: null } });
  return tx.learningRoom.update({ where: { id: roomId }, data: { hostId: ownerId } });
}

/** Who leads the room does not any more: an acting host is what they were before. */
export async function endActing(tx: Tx, roomId: number): Promise<void> {
  const leading = await tx.roomParticipant.findMany({ where: { roomId, role: 'host' } });
  for (const { id, actingFrom } of leading)
    await tx.roomParticipant.update({ where: { id }, data: { role: actingFrom ?? lentFrom, actingFrom: null } });
}
