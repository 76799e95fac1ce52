import { z } from 'zod';
import type { Statement } from '../platform/db/database.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { seatIn } from './seat-in.ts';

const list: Statement = {
  name: 'list-notes-snapshots',
  text: `SELECT id, created_at AS "createdAt", length(text) AS length FROM notes_snapshots
    WHERE room_id = $1 ORDER BY created_at DESC, id DESC`,
};

/** The restore points of a room's notes, the newest first, with their characters. Throws not_allowed, room_ended, room_not_found. */
export const getNotesSnapshots = protectedProcedure
  .input(z.object({ roomId: rowId }))
  .query(async ({ ctx, input: { roomId } }) => {
    const { database } = ctx.services;
    await seatIn(database.prisma, ctx, roomId);
    return database.query<{ id: number; createdAt: Date; length: number }>(list, [roomId]);
  });
