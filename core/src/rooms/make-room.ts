import type { LearningRoom, Prisma } from '@echochat/prisma/client.ts';
import type { Tx } from '../platform/db/database.ts';

/** A room with its host's seat and its first page. The caller has seen to limits and permissions. */
export async function makeRoom(
  tx: Tx,
  data: Prisma.LearningRoomUncheckedCreateInput & { hostId: number; createdAt: Date },
): Promise<LearningRoom> {
  const room = await tx.learningRoom.create({ data });
  await tx.roomParticipant.create({
    data: { roomId: room.id, userId: data.hostId, role: 'host', joinedAt: data.createdAt },
  });
  await tx.roomBoard.create({ data: { roomId: room.id, title: '1', position: 0 } });
  return room;
}
