import type { LearningRoom, RoomParticipant } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure, type UserContext } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { roomDocument } from './document.ts';
import { askOfBlocked, saidEvenSo } from './even-so.ts';
import { holdRoom } from './find-room.ts';
import { returnToOwner } from './return-to-owner.ts';
import { roomView } from './room-view.ts';
import { tellOfPeople } from './voice/tell-of-people.ts';

/**
 * RM-2: takes a seat; saying it again keeps the one they have. The first one in makes the room active, the owner leads it
 * again. Throws room_not_found, removed_from_room, room_ended, door_closed (to who was not in it before), room_full,
 * blocked_is_here (once, unless `evenSo`).
 */
export const joinRoom = protectedProcedure
  .input(z.object({ roomId: rowId, evenSo: z.boolean().default(false) }))
  .mutation(({ ctx, input }) => takeSeat(ctx, input.roomId, input.evenSo));

export async function takeSeat(ctx: UserContext, roomId: number, evenSo = false) {
  const { actor, services } = ctx;
  const hasAgreed = evenSo || (await saidEvenSo(services, actor.userId, roomId));
  const { row, isBack } = await services.database.transaction(async (tx) => {
    const room = await holdRoom(tx, ctx, roomId);
    if (room.status === 'ended') throw new EchoError('room_ended');
    const seat = await tx.roomParticipant.findUnique({ where: { roomId_userId: { roomId, userId: actor.userId } } });
    const isOwner = room.ownerId === actor.userId;
    if (!seat && !isOwner && roomDocument.parse(room.document).isClosed) throw new EchoError('door_closed');
    if (!seat?.isActive) {
      if (!hasAgreed) await askOfBlocked(tx, actor.userId, roomId);
      const taken = await tx.roomParticipant.count({ where: { roomId, isActive: true, removedAt: null } });
      // There is always a place for whose room it is.
      if (taken >= room.maxParticipants && !isOwner) throw new EchoError('room_full', { limit: room.maxParticipants });
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
      update: seat?.isActive ? {} : { isActive: true, joinedAt: now, leftAt: null, removedAt: null },
    });
    await tx.roomInvitation.updateMany({
      where: { roomId, inviteeId: actor.userId, status: { in: ['pending', 'declined'] } },
      data: { status: 'accepted' },
    });
    if (!seat) await tellOfPeople(tx, services, room);
    const isBack = isOwner && (await leadsAgain(tx, room, seat));
    const led = isBack ? await returnToOwner(tx, room) : room;
    if (led.status === 'active') return { row: led, isBack };
    const started = { status: 'active' as const, startedAt: room.startedAt ?? now };
    return { row: await tx.learningRoom.update({ where: { id: roomId }, data: started }), isBack };
  });
  if (isBack) await services.realtime.tellRoom({ roomId, kind: 'people' });
  return roomView(ctx, row);
}

/** RM-5: whether the owner, who comes in, leads again: they were away, or somebody stands in for them. */
async function leadsAgain(tx: Tx, room: LearningRoom, seat: RoomParticipant | null): Promise<boolean> {
  if (room.hostId === room.ownerId) return false;
  const acting = { roomId: room.id, role: 'host' as const, actingFrom: { not: null } };
  return !seat?.isActive || room.hostId === null || (await tx.roomParticipant.count({ where: acting })) > 0;
}
