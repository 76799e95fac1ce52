import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { doorMinutes, secretHash } from '../platform/door.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { askOfBlocked, sayEvenSo } from './even-so.ts';
import { findRoom } from './find-room.ts';

/**
 * RM-3: the way into a room for the actor's own browser, once, for ten minutes. What is returned is an address of ours;
 * the secret stands behind its #, where no server and no preview sees it. Throws room_not_found, removed_from_room,
 * room_ended, blocked_is_here (unless `evenSo`).
 */
export const openDoor = protectedProcedure
  .input(z.object({ roomId: rowId, evenSo: z.boolean().default(false) }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { prisma } = services.database;
    const room = await findRoom(prisma, ctx, input.roomId);
    if (room.status === 'ended') throw new EchoError('room_ended');
    if (input.evenSo) await sayEvenSo(services, actor.userId, room.id);
    else await askOfBlocked(prisma, actor.userId, room.id);
    const secret = randomBytes(24).toString('base64url');
    const now = services.clock.now();
    await prisma.roomDoor.create({
      data: {
        tokenHash: secretHash(secret),
        roomId: room.id,
        userId: actor.userId,
        browserSessionId: actor.grant?.sessionId ?? null,
        expiresAt: toDate(now.add({ minutes: doorMinutes })),
      },
    });
    return { url: services.pages.url(`/rooms/${room.id}#${secret}`), path: `/rooms/${room.id}#${secret}` };
  });
