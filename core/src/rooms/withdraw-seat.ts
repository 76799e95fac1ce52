import type { Tx } from '../platform/db/database.ts';
import type { Services } from '../platform/services.ts';
import { toDate } from '../platform/time.ts';
import { returnToOwner } from './return-to-owner.ts';
import { tellOfPeople } from './voice/tell-of-people.ts';

/**
 * Takes back the seat in a room that came with something else, such as a session: whoever has been in it is out, and cannot return.
 * The caller tells the room once that has committed.
 */
export async function withdrawSeat(tx: Tx, services: Services, roomId: number, userId: number): Promise<void> {
  const room = await tx.learningRoom.findUnique({ where: { id: roomId } });
  if (!room || room.ownerId === userId) return;
  // Who led the room in the owner's place does not any more.
  if (room.hostId === userId) await returnToOwner(tx, room);
  const now = toDate(services.clock.now());
  await tx.roomParticipant.updateMany({
    where: { roomId, userId },
    data: { removedAt: now, isActive: false, leftAt: now, role: 'participant' },
  });
  await tx.roomInvitation.updateMany({
    where: { roomId, inviteeId: userId, status: { in: ['pending', 'accepted'] } },
    data: { status: 'revoked' },
  });
  await tx.roomAttendance.updateMany({
    where: { roomId, userId, endedAt: null },
    data: { endedAt: now, seenAt: now },
  });
  await tellOfPeople(tx, services, room);
}

/** RM-4: somebody who was removed may come again, as a participant, for they are asked anew. */
export async function reopenSeat(tx: Tx, roomId: number, userId: number): Promise<void> {
  await tx.roomParticipant.updateMany({
    where: { roomId, userId, removedAt: { not: null } },
    data: { removedAt: null, role: 'participant' },
  });
}
