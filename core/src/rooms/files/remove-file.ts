import { z } from 'zod';
import { EchoError } from '../../platform/errors.ts';
import { rowId } from '../../platform/ids.ts';
import { protectedProcedure } from '../../platform/procedures.ts';
import { seatIn } from '../seat-in.ts';

/**
 * RM-15: takes away a file that lies beside the board: whose it is may, and who leads. Throws file_not_found, not_host,
 * not_allowed, room_ended.
 */
export const removeFile = protectedProcedure
  .input(z.object({ roomId: rowId, fileId: rowId }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { prisma } = services.database;
    const { room, role } = await seatIn(prisma, ctx, input.roomId);
    // An image on a board is undone there; its bytes stay for whoever goes back to it.
    const file = await prisma.roomFile.findFirst({ where: { id: input.fileId, roomId: room.id, boardFileId: null } });
    if (!file) throw new EchoError('file_not_found');
    if (file.uploaderId !== actor.userId && role === 'participant') throw new EchoError('not_host');
    await services.storage.remove(file.key);
    await prisma.roomFile.deleteMany({ where: { id: file.id } });
    await services.realtime.tellRoom({ roomId: room.id, kind: 'files' });
  });
