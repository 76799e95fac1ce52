import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { secretHash } from '../platform/door.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure, type UserContext } from '../platform/procedures.ts';
import { withoutLinks } from '../platform/text.ts';
import { toDate } from '../platform/time.ts';
import { tellOfPeople } from './voice/tell-of-people.ts';

const maxTitle = 120;

/**
 * RM-24: the actor says no to an invitation into a room. Who asked hears it, once; nobody asks them again while the room is
 * open. Saying it again changes nothing. Throws room_not_found to who was never asked, invitation_over where it was
 * accepted, or withdrawn for whatever reason.
 */
export const declineRoomInvite = protectedProcedure
  .input(z.object({ roomId: rowId }))
  .mutation(async ({ ctx, input: { roomId } }) => {
    const { actor, services } = ctx;
    const { userId } = actor;
    return services.database.transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM learning_rooms WHERE id = ${roomId} FOR UPDATE`;
      const invitation =
        (await tx.roomInvitation.findFirst({
          where: { roomId, inviteeId: userId },
          include: { room: true },
          orderBy: { id: 'desc' },
        })) ?? (await asPartner(tx, ctx, roomId));
      if (!invitation) throw new EchoError('room_not_found');
      const { id, status, inviterId, room } = invitation;
      // It names the room as the notification did that asked.
      const answer = { roomId, title: withoutLinks(room.title, maxTitle) };
      if (status === 'declined') return answer;
      // One that is too old to come in with can still be answered: then nobody asks again.
      if (status !== 'pending') throw new EchoError('invitation_over');
      await tx.roomInvitation.updateMany({
        where: { roomId, inviteeId: userId, status: 'pending' },
        data: { status: 'declined' },
      });
      if (inviterId !== null)
        await services.events.emit(tx, `room-declined:${id}`, {
          type: 'room.declined',
          v: 1,
          roomId,
          by: userId,
          to: inviterId,
        });
      await tellOfPeople(tx, services, room);
      return answer;
    });
  });

/** A partner is asked into a room of the two by its opening alone; for a no that is written down. Throws invitation_over. */
async function asPartner(tx: Tx, { actor: { userId }, services }: UserContext, roomId: number) {
  const room = await tx.learningRoom.findFirst({
    where: {
      id: roomId,
      ownerId: { not: userId },
      partnership: { status: { not: 'ended' }, OR: [{ userId1: userId }, { userId2: userId }] },
    },
    include: { participants: { where: { userId }, select: { id: true } } },
  });
  if (!room) return null;
  if (room.status === 'ended' || room.participants.length > 0) throw new EchoError('invitation_over');
  return tx.roomInvitation.create({
    data: {
      roomId,
      inviterId: room.ownerId,
      inviteeId: userId,
      tokenHash: secretHash(randomBytes(32).toString('base64url')),
      // The way in is the partnership, not this row.
      expiresAt: toDate(services.clock.now()),
    },
    include: { room: true },
  });
}
