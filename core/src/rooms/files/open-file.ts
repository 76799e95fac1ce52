import { z } from 'zod';
import { EchoError } from '../../platform/errors.ts';
import { rowId } from '../../platform/ids.ts';
import { protectedProcedure } from '../../platform/procedures.ts';
import { roomOfParticipant } from '../made/room-of-participant.ts';
import { fileView } from './file-view.ts';

/** RM-15: a file with the key of its bytes, for who was in its room. Throws file_not_found, room_not_found, removed_from_room. */
export const openFile = protectedProcedure.input(z.object({ fileId: rowId })).query(async ({ ctx, input }) => {
  const row = await ctx.services.database.prisma.roomFile.findFirst({ where: { id: input.fileId, isReady: true } });
  if (row?.roomId == null) throw new EchoError('file_not_found');
  await roomOfParticipant(ctx, row.roomId);
  return { key: row.key, roomId: row.roomId, file: fileView(row) };
});
