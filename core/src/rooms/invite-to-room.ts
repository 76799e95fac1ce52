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
import { reopenSeat } from './withdraw-seat.ts';

const invitationDays = 7;
const mostPending = 50;

/**
 * Invites somebody into a room that the actor has been in; asking again changes nothing. Whom somebody removed its host or
 * owner may ask again, which lets them in (RM-4). Throws room_not_found, room_ended, person_not_found (also where one of the
 * two blocked the other), not_open_to_you (SF-21), not_host (of whom somebody removed), said_no, not_allowed, room_full (of
 * invitations), action_limit, target_limit.
 */
export const inviteToRoom = protectedProcedure
  .input(z.object({ roomId: rowId, userId: rowId }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { roomId, userId } = input;
    const { displayName, isBack } = await services.database.transaction(async (tx) => {
      const room = await holdRoom(tx, ctx, roomId);
      if (room.status === 'ended') throw new EchoError('room_ended');
      const mine = await tx.roomParticipant.count({ where: { roomId, userId: actor.userId, removedAt: null } });
      if (mine === 0) throw new EchoError('not_allowed');
      if (userId === actor.userId) throw new EchoError('person_not_found');
      const isLeading = room.ownerId === actor.userId || room.hostId === actor.userId;
      const isRemoved = (await tx.roomParticipant.count({ where: { roomId, userId, removedAt: { not: null } } })) > 0;
      // Before it is asked what ties the two: it may be this room alone.
      if (isRemoved && isLeading) await reopenSeat(tx, roomId, userId);
      await requireInvitable(tx, actor.userId, [userId]);
      if (isRemoved && !isLeading) throw new EchoError('not_host');
      const { displayName } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { displayName: true } });
      const now = services.clock.now();
      const refused = await tx.roomInvitation.count({ where: { roomId, inviteeId: userId, status: 'declined' } });
      if (refused > 0) throw new EchoError('said_no', { name: displayName });
      const pending = await tx.roomInvitation.findMany({
        where: { roomId, status: 'pending', expiresAt: { gt: toDate(now) } },
        select: { inviteeId: true },
      });
      if (pending.some(({ inviteeId }) => inviteeId === userId)) return { displayName, isBack: isRemoved };
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
      return { displayName, isBack: isRemoved };
    });
    if (isBack) await services.realtime.tellRoom({ roomId, kind: 'people' });
    return { displayName };
  });
