import { z } from 'zod';
import { loadActor } from '../auth/load-actor.ts';
import { EchoError } from '../platform/errors.ts';
import { secretProcedure } from '../platform/procedures.ts';
import { findRoom } from './find-room.ts';
import { passFor } from './pass.ts';

/**
 * A new token and a new pass for who holds a pass of twelve hours. Throws not_signed_in for a pass that is none,
 * room_ended, removed_from_room.
 */
export const renewPass = secretProcedure
  .input(z.object({ pass: z.string().max(2_000) }))
  .mutation(async ({ ctx, input }) => {
    const { services } = ctx;
    const { userId, roomId } = await services.tokens.verifyPass(input.pass);
    const actor = await loadActor(services, userId, 'browser');
    const room = await findRoom(services.database.prisma, { ...ctx, actor, allowance: null }, roomId);
    if (room.status === 'ended') throw new EchoError('room_ended');
    return { roomId, ...(await passFor(services, actor, roomId)) };
  });
