import { z } from 'zod';
import { loadActor } from '../../auth/load-actor.ts';
import { EchoError } from '../../platform/errors.ts';
import { secretProcedure } from '../../platform/procedures.ts';
import { withLinks } from './made-links.ts';
import { madeView } from './made-view.ts';
import { roomOfParticipant } from './room-of-participant.ts';

const key = z.string().min(1).max(2_000);

/**
 * RM-14: what was made in a room, for who holds the key that a chat gave them, where the room is still theirs to see.
 * Throws not_signed_in, room_not_found, removed_from_room.
 */
export const lookAtMade = secretProcedure.input(z.object({ key })).query(async ({ ctx, input }) => {
  const { services } = ctx;
  const { userId, roomId } = services.links.verify('recap', input.key);
  const asActor = { ...ctx, actor: await loadActor(services, userId, 'browser'), allowance: null };
  const made = await madeView(asActor, await roomOfParticipant(asActor, roomId));
  if (!made) throw new EchoError('room_not_found');
  return withLinks(asActor, made);
});
