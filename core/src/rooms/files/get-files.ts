import { z } from 'zod';
import { rowId } from '../../platform/ids.ts';
import { protectedProcedure } from '../../platform/procedures.ts';
import { findRoom } from '../find-room.ts';
import { fileView } from './file-view.ts';

/** The files of a room that have arrived, oldest first. Throws room_not_found, removed_from_room. */
export const getFiles = protectedProcedure.input(z.object({ roomId: rowId })).query(async ({ ctx, input }) => {
  const { prisma } = ctx.services.database;
  const room = await findRoom(prisma, ctx, input.roomId);
  const rows = await prisma.roomFile.findMany({ where: { roomId: room.id, isReady: true }, orderBy: { id: 'asc' } });
  return rows.map(fileView);
});
