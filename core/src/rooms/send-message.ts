import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { cleanText } from '../platform/text.ts';
import { toDate } from '../platform/time.ts';
import { roomDocument } from './document.ts';
import { seatIn } from './seat-in.ts';

const body = z.string().transform(cleanText).pipe(z.string().min(1).max(2_000));

/** A line of a room's chat, from who has a seat in it. Throws room_not_found, room_ended, not_allowed, muted. */
export const sendMessage = protectedProcedure
  .input(z.object({ roomId: rowId, body }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { prisma } = services.database;
    const { room } = await seatIn(prisma, ctx, input.roomId);
    if (roomDocument.parse(room.document).muted.includes(actor.userId)) throw new EchoError('muted');
    const { id, createdAt } = await prisma.roomMessage.create({
      data: { roomId: room.id, authorId: actor.userId, body: input.body, createdAt: toDate(services.clock.now()) },
    });
    return { id, authorId: actor.userId, body: input.body, createdAt };
  });
