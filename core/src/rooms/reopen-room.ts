import type { LearningRoom } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import { openAllowance } from '../platform/allowance.ts';
import type { Tx } from '../platform/db/database.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { copyRoom } from './copy-room.ts';
import { holdRoom } from './find-room.ts';
import { roomOfParticipant } from './made/room-of-participant.ts';
import { requireRoomLeft } from './room-limit.ts';
import { roomView } from './room-view.ts';

/**
 * RM-6: opens a room again that has ended. The owner opens it itself, with all that was made in it. Anybody else who was in
 * it gets a room of their own that begins with its boards and notes; the first one stays as it is. So does the owner where
 * its partnership has ended. Throws room_not_found, removed_from_room, room_limit, daily_limit.
 */
export const reopenRoom = protectedProcedure
  .meta({ permission: 'rooms:create', allowance: 'rooms' })
  .input(z.object({ roomId: rowId }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { roomId } = input;
    await roomOfParticipant(ctx, roomId);
    const row = await services.database.transaction(async (tx) => {
      const room = await holdRoom(tx, ctx, roomId);
      if (room.status !== 'ended') return room;
      const isOpenAgain = room.ownerId === actor.userId && !(await isOver(tx, room));
      const allowance = isOpenAgain ? null : await openAllowance(tx, ctx);
      await requireRoomLeft(tx, ctx);
      const now = toDate(services.clock.now());
      if (allowance) {
        await allowance.spend(1);
        return copyRoom(tx, ctx, room, now);
      }
      await tx.roomParticipant.updateMany({
        where: { roomId, userId: actor.userId },
        data: { isActive: true, leftAt: null },
      });
      return tx.learningRoom.update({
        where: { id: roomId },
        // Who was there before it ended does not count as there since.
        data: { status: 'waiting', startedAt: now, endedAt: null },
      });
    });
    return roomView(ctx, row);
  });

/** Whether it ended with its partnership, which nobody opens again. */
const isOver = async (tx: Tx, { partnershipId }: LearningRoom): Promise<boolean> =>
  (await tx.learningPartnership.count({ where: { id: partnershipId ?? 0, status: 'ended' } })) > 0;
