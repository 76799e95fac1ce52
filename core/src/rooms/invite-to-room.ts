import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { secretHash } from '../platform/door.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { spendLimit } from '../safety/limits.ts';
import { requireInvitable } from '../safety/ties.ts';
import { holdRoom } from './find-room.ts';

const invitationDays = 7;
const mostPending = 50;

/**
 * Invites somebody into a room that the actor has been in; asking again changes nothing. Throws room_not_found,
 * room_ended, person_not_found (also where one of the two blocked the other), not_open_to_you (SF-21), said_no, not_allowed,
 * room_full (of invitations), action_limit, target_limit.
 */
export const inviteToRoom = protectedProcedure
  .input(z.object({ roomId: rowId, userId: rowId }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { roomId, userId } = input;
    return services.database.transaction(async (tx) => {
      const room = await holdRoom(tx, ctx, roomId);
      if (room.status === 'ended') throw new EchoError('room_ended');
      const mine = await tx.roomParticipant.count({ where: { roomId, userId: actor.userId, removedAt: null } });
      if (mine === 0) throw new EchoError('not_allowed');
      if (userId === actor.userId) throw new EchoError('person_not_found');
      await requireInvitable(tx, actor.userId, [userId]);
      const guest = await tx.user.findFirst({
        where: { id: userId, roomParticipations: { none: { roomId, removedAt: { not: null } } } },
        select: { id: true, displayName: true },
      });
      if (!guest) throw new EchoError('person_not_found');
      const now = services.clock.now();
      const refused = await tx.roomInvitation.count({ where: { roomId, inviteeId: userId, status: 'declined' } });
      if (refused > 0) throw new EchoError('said_no', { name: guest.displayName });
      const pending = await tx.roomInvitation.findMany({
        where: { roomId, status: 'pending', expiresAt: { gt: toDate(now) } },
        select: { inviteeId: true },
      });
      if (pending.some(({ inviteeId }) => inviteeId === userId)) return { displayName: guest.displayName };
      if (pending.length >= mostPending) throw new EchoError('room_full', { limit: mostPending });
      await spendLimit(tx, ctx, 'room.invite', [userId]);
      const invitation = await tx.roomInvitation.create({
        data: {
          roomId,
          inviterId: actor.userId,
          inviteeId: userId,
          tokenHash: secretHash(randomBytes(32).toString('base64url')),
          expiresAt: toDate(now.add({ hours: 24 * invitationDays })),
        },
      });
      await services.events.emit(tx, `room-invited:${invitation.id}`, {
        type: 'room.invited',
        v: 1,
        roomId,
        by: actor.userId,
        to: userId,
      });
      return { displayName: guest.displayName };
    });
  });
