import { z } from 'zod';
import { loadActor } from '../auth/load-actor.ts';
import { openSession } from '../auth/sessions/open-session.ts';
import { secretHash } from '../platform/door.ts';
import { EchoError } from '../platform/errors.ts';
import { secretProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { takeSeat } from './join-room.ts';

/**
 * Goes through a door: a seat in the room, a token for this room, and a refresh token for as long as the room is
 * theirs. Throws door_expired for a door that is used, too old or none of ours, and what joining throws.
 */
export const enterRoom = secretProcedure
  .input(z.object({ door: z.string().min(16).max(100) }))
  .mutation(async ({ ctx, input }) => {
    const { services } = ctx;
    const now = toDate(services.clock.now());
    const door = await services.database.prisma.roomDoor.updateManyAndReturn({
      where: { tokenHash: secretHash(input.door), usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    const [found] = door;
    if (!found) throw new EchoError('door_expired');
    const actor = await loadActor(services, found.userId, 'browser');
    const room = await takeSeat({ ...ctx, actor, allowance: null }, found.roomId);
    const opened = await openSession(services, actor, {
      audience: 'room',
      roomId: room.id,
      userAgent: ctx.actor.kind === 'guest' ? ctx.actor.userAgent : undefined,
      parentId: found.browserSessionId,
    });
    return { room, ...opened };
  });
