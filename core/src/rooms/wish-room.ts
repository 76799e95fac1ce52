import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { findRoom } from './find-room.ts';

/** What the next Activity that a person opens is for. */
export const wishKey = (userId: number): string => `activity-wish:${userId}`;

/**
 * RM-13: the actor is about to open the Activity for this room. Discord does not pass on what for; the Activity that
 * they open within two minutes shows it. Throws room_not_found, removed_from_room, room_ended.
 */
export const wishRoom = protectedProcedure.input(z.object({ roomId: rowId })).mutation(async ({ ctx, input }) => {
  const { database, kept, clock } = ctx.services;
  const room = await findRoom(database.prisma, ctx, input.roomId);
  if (room.status === 'ended') throw new EchoError('room_ended');
  await kept.set(wishKey(ctx.actor.userId), { roomId: room.id, at: clock.now().epochMilliseconds });
});
