import { z } from 'zod';
import { rowId } from '../../platform/ids.ts';
import { protectedProcedure } from '../../platform/procedures.ts';
import { roomOfParticipant } from '../made/room-of-participant.ts';
import { fileView } from './file-view.ts';

/** RM-15: the files of a room that have arrived, oldest first, for who was in it. Throws room_not_found, removed_from_room. */
export const getFiles = protectedProcedure.input(z.object({ roomId: rowId })).query(async ({ ctx, input }) => {
  const { prisma } = ctx.services.database;
  const room = await roomOfParticipant(ctx, input.roomId);
  const rows = await prisma.roomFile.findMany({ where: { roomId: room.id, isReady: true }, orderBy: { id: 'asc' } });
  return rows.map(fileView);
});
