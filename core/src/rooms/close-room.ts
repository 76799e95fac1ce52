import type { LearningRoom } from '@echochat/prisma/client.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Services } from '../platform/services.ts';
import { toDate } from '../platform/time.ts';
import { returnToOwner } from './return-to-owner.ts';

/**
 * RM-6: ends a room once: everyone's presence ends with it, who stood in for the owner does not any more, and who was
 * there will hear of it. The caller holds it.
 */
export async function closeRoom(tx: Tx, services: Services, room: LearningRoom): Promise<LearningRoom> {
  const isEnded = await tx.learningRoom.count({ where: { id: room.id, status: 'ended' } });
  if (isEnded > 0) return room;
  const now = toDate(services.clock.now());
  const where = { roomId: room.id };
  await tx.roomAttendance.updateMany({ where: { ...where, endedAt: null }, data: { endedAt: now, seenAt: now } });
  await tx.roomParticipant.updateMany({ where: { ...where, isActive: true }, data: { isActive: false, leftAt: now } });
  await tx.roomInvitation.updateMany({
    where: { ...where, status: { in: ['pending', 'declined'] } },
    data: { status: 'revoked' },
  });
  await returnToOwner(tx, room);
  const ended = await tx.learningRoom.update({ where: { id: room.id }, data: { status: 'ended', endedAt: now } });
  await services.events.emit(tx, `room-ended:${room.id}:${now.getTime()}`, {
    type: 'room.ended',
    v: 1,
    roomId: room.id,
  });
  return ended;
}
