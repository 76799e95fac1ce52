import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure, type UserContext } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { roomDocument } from './document.ts';
import { holdRoom } from './find-room.ts';
import { roomViews } from './room-view.ts';
import { tellOfPeople } from './voice/tell-of-people.ts';

/**
 * RM-2: takes a seat; saying it again keeps the one they have. The first one in makes the room active. Throws
 * room_not_found, removed_from_room, room_ended, door_closed (to who was not in it before), room_full.
 */
export const joinRoom = protectedProcedure
  .input(z.object({ roomId: rowId }))
  .mutation(({ ctx, input }) => takeSeat(ctx, input.roomId));

export async function takeSeat(ctx: UserContext, roomId: number) {
  const { actor, services } = ctx;
  const row = await services.database.transaction(async (tx) => {
    const room = await holdRoom(tx, ctx, roomId);
    if (room.status === 'ended') throw new EchoError('room_ended');
    const seat = await tx.roomParticipant.findUnique({ where: { roomId_userId: { roomId, userId: actor.userId } } });
    if (!seat && roomDocument.parse(room.document).isClosed) throw new EchoError('door_closed');
    if (!seat?.isActive) {
      const taken = await tx.roomParticipant.count({ where: { roomId, isActive: true, removedAt: null } });
      if (taken >= room.maxParticipants) throw new EchoError('room_full', { limit: room.maxParticipants });
    }
    const now = toDate(services.clock.now());
    await tx.roomParticipant.upsert({
      where: { roomId_userId: { roomId, userId: actor.userId } },
      create: {
        roomId,
        userId: actor.userId,
        role: room.hostId === actor.userId ? 'host' : 'participant',
        joinedAt: now,
      },
      update: seat?.isActive ? {} : { isActive: true, joinedAt: now, leftAt: null },
    });
    await tx.roomInvitation.updateMany({
      where: { roomId, inviteeId: actor.userId, status: 'pending' },
      data: { status: 'accepted' },
    });
    if (!seat) await tellOfPeople(tx, services, room);
    return room.status === 'active'
      ? room
      : tx.learningRoom.update({ where: { id: roomId }, data: { status: 'active', startedAt: room.startedAt ?? now } });
  });
  const [room] = await roomViews(ctx, [row]);
  if (!room) throw new EchoError('room_not_found');
  return room;
}
