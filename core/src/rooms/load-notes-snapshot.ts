import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { seatIn } from './seat-in.ts';

/** A restore point of notes, for who leads the room. Throws not_host, not_allowed, invalid_input, room_ended, room_not_found. */
export const loadNotesSnapshot = protectedProcedure
  .input(z.object({ roomId: rowId, snapshotId: rowId }))
  .query(async ({ ctx, input: { roomId, snapshotId } }) => {
    const { prisma } = ctx.services.database;
    const { role } = await seatIn(prisma, ctx, roomId);
    if (role === 'participant') throw new EchoError('not_host');
    const found = await prisma.notesSnapshot.findFirst({ where: { id: snapshotId, roomId } });
    if (!found) throw new EchoError('invalid_input', { field: 'snapshotId' });
    return { text: found.text };
  });
