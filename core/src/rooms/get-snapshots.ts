import { z } from 'zod';
import type { Statement } from '../platform/db/database.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { seatIn } from './seat-in.ts';

const list: Statement = {
  name: 'list-board-snapshots',
  text: `SELECT s.id, s.created_at AS "createdAt", jsonb_array_length(s.elements) AS shapes
    FROM board_snapshots s JOIN room_boards b ON b.id = s.board_id
    WHERE b.room_id = $1 AND s.board_id = $2 ORDER BY s.created_at DESC, s.id DESC`,
};

/** The restore points of a page, the newest first, with how many shapes each holds. Throws not_allowed, room_ended, room_not_found. */
export const getSnapshots = protectedProcedure
  .input(z.object({ roomId: rowId, boardId: rowId }))
  .query(async ({ ctx, input }) => {
    const { database } = ctx.services;
    await seatIn(database.prisma, ctx, input.roomId);
    return database.query<{ id: number; createdAt: Date; shapes: number }>(list, [input.roomId, input.boardId]);
  });
