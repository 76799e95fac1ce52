import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { holdRoom } from './find-room.ts';
import { returnToOwner } from './return-to-owner.ts';
import { mayRemove } from './rules/roles.ts';
import { tellOfPeople } from './voice/tell-of-people.ts';

/**
 * RM-4: removes somebody from a room, who cannot return. Throws room_not_found, person_not_found, room_owner, not_host
 * where they are not below the actor.
 */
export const removeParticipant = protectedProcedure
  .input(z.object({ roomId: rowId, userId: rowId }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { roomId, userId } = input;
    await services.database.transaction(async (tx) => {
      const room = await holdRoom(tx, ctx, roomId);
      const seats = await tx.roomParticipant.findMany({ where: { roomId, userId: { in: [actor.userId, userId] } } });
      const mine = seats.find((seat) => seat.userId === actor.userId);
      const theirs = seats.find((seat) => seat.userId === userId);
      if (!theirs) throw new EchoError('person_not_found');
      const isOwner = room.ownerId === actor.userId;
      if (room.ownerId === userId && !isOwner) throw new EchoError('room_owner');
      if (!mine || !mayRemove({ ...mine, isOwner }, { ...theirs, isOwner: room.ownerId === userId }))
        throw new EchoError('not_host');
      const now = toDate(services.clock.now());
      // Who led the room in the owner's place does not any more.
      if (room.hostId === userId) await returnToOwner(tx, room);
      // Their part stays with their seat, for who takes it back at once.
      await tx.roomParticipant.update({
        where: { id: theirs.id },
        data: { removedAt: theirs.removedAt ?? now, isActive: false, leftAt: now },
      });
      if (room.offeredToId === userId)
        await tx.learningRoom.update({ where: { id: roomId }, data: { offeredToId: null } });
      await tx.roomInvitation.updateMany({
        where: { roomId, inviteeId: userId, status: { in: ['pending', 'accepted'] } },
        data: { status: 'revoked' },
      });
      await tx.roomAttendance.updateMany({
        where: { roomId, userId, endedAt: null },
        data: { endedAt: now, seenAt: now },
      });
      await tellOfPeople(tx, services, room);
    });
    await services.realtime.tellRoom({ roomId, kind: 'removed', userId });
    return { userId };
  });
