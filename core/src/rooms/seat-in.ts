import type { LearningRoom, RoomRole } from '@echochat/prisma/client.ts';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import type { UserContext } from '../platform/procedures.ts';
import { findRoom } from './find-room.ts';

/** An open room and the actor's role in it. Throws room_not_found, removed_from_room, room_ended, not_allowed. */
export async function seatIn(
  tx: Tx,
  ctx: UserContext,
  roomId: number,
): Promise<{ room: LearningRoom; role: RoomRole }> {
  const room = await findRoom(tx, ctx, roomId);
  if (room.status === 'ended') throw new EchoError('room_ended');
  const seat = await tx.roomParticipant.findFirst({
    where: { roomId, userId: ctx.actor.userId, isActive: true, removedAt: null },
  });
  if (!seat) throw new EchoError('not_allowed');
  return { room, role: seat.role };
}
