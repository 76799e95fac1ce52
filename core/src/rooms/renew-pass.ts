import { z } from 'zod';
import { loadActor } from '../auth/load-actor.ts';
import { rotateSession } from '../auth/sessions/rotate-session.ts';
import { grantOf } from '../auth/sessions/session-row.ts';
import { tokenFor } from '../auth/token-for.ts';
import { EchoError } from '../platform/errors.ts';
import { secretProcedure } from '../platform/procedures.ts';
import { findRoom } from './find-room.ts';

/**
 * A new token for the room and the next refresh token. Throws not_signed_in for a refresh token that is none, room_ended,
 * removed_from_room.
 */
export const renewPass = secretProcedure
  .input(z.object({ pass: z.string().max(2_000) }))
  .mutation(async ({ ctx, input }) => {
    const { services } = ctx;
    const { session, pass } = await rotateSession(services, input.pass, ['room', 'activity']);
    if (session.roomId === null) throw new EchoError('not_signed_in');
    const actor = await loadActor(services, session.userId, 'browser');
    const room = await findRoom(services.database.prisma, { ...ctx, actor, allowance: null }, session.roomId);
    if (room.status === 'ended') throw new EchoError('room_ended');
    return {
      roomId: room.id,
      userId: actor.userId,
      token: await tokenFor(services, actor, grantOf(session)),
      pass,
    };
  });
