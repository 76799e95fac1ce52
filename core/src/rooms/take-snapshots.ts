import { z } from 'zod';
import type { Statement } from '../platform/db/database.ts';
import { rowId } from '../platform/ids.ts';
import { systemProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';

/** Restore points that are kept of a page; the oldest go first. */
export const keptSnapshots = 30;

const isThere = `NOT coalesce((e.data ->> 'isDeleted')::boolean, false)`;
/** A page with nothing on it is no place to go back to. What was deleted counts for the moment, which is told by the frame. */
const take: Statement = {
  name: 'take-board-snapshots',
  text: `INSERT INTO board_snapshots (board_id, sequence, elements, created_at)
    SELECT e.board_id, max(e.sequence), jsonb_agg(e.data ORDER BY e.sequence, e.element_id) FILTER (WHERE ${isThere}), $3
    FROM board_elements e JOIN room_boards b ON b.id = e.board_id AND b.room_id = $1
    WHERE e.board_id = ANY($2::int[])
    GROUP BY e.board_id HAVING bool_or(${isThere})
    ON CONFLICT (board_id, sequence) DO NOTHING`,
};
const prune: Statement = {
  name: 'prune-board-snapshots',
  text: `DELETE FROM board_snapshots WHERE id IN (
    SELECT id FROM (
      SELECT id, row_number() OVER (PARTITION BY board_id ORDER BY created_at DESC, id DESC) AS place
      FROM board_snapshots WHERE board_id = ANY($1::int[])
    ) numbered WHERE place > ${keptSnapshots})`,
};

/** RM-10: a restore point of each of the pages, as they are kept now. */
export const takeSnapshots = systemProcedure
  .input(z.object({ roomId: rowId, boardIds: z.array(rowId).max(50) }))
  .mutation(async ({ ctx, input }) => {
    const { database, clock } = ctx.services;
    await database.query(take, [input.roomId, input.boardIds, toDate(clock.now())]);
    await database.query(prune, [input.boardIds]);
  });
