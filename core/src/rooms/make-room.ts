import type { LearningRoom, Prisma } from '@echochat/prisma/client.ts';
import type { Tx } from '../platform/db/database.ts';

/** A room with its owner's seat, who leads it, and its first page. The caller has seen to limits and permissions. */
export async function makeRoom(
  tx: Tx,
  data: Prisma.LearningRoomUncheckedCreateInput & { hostId: number; createdAt: Date },
): Promise<LearningRoom> {
  const room = await makeRoomWithoutPages(tx, data);
  await tx.roomBoard.create({ data: { roomId: room.id, title: '1', position: 0 } });
  return room;
}

/** The same, for pages that come from elsewhere. */
export async function makeRoomWithoutPages(
  tx: Tx,
  data: Prisma.LearningRoomUncheckedCreateInput & { hostId: number; createdAt: Date },
): Promise<LearningRoom> {
  const room = await tx.learningRoom.create({ data: { ...data, ownerId: data.hostId } });
  await tx.roomParticipant.create({
    data: { roomId: room.id, userId: data.hostId, role: 'host', joinedAt: data.createdAt },
  });
  return room;
}
