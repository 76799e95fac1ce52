import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { systemProcedure } from '../platform/procedures.ts';

/** A stretch of presence whose last sign of life is older than this has ended with it. */
export const silentSeconds = 90;

const input = z.object({
  roomId: rowId,
  source: z.enum(['socket', 'voice']),
  /** Everyone who is there now by this source. */
  present: z.array(rowId).max(500),
});

/**
 * RM-7: minutes present, by heartbeats. Said every 20 s for a room: who is there goes on or begins, who is not has left,
 * and what was silent for too long ended when it was last seen.
 */
export const recordPresence = systemProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { database, clock } = ctx.services;
  const { roomId, source, present } = input;
  const now = clock.now();
  const at = new Date(now.epochMilliseconds);
  const silent = new Date(now.subtract({ seconds: silentSeconds }).epochMilliseconds);
  await database.transaction(async (tx) => {
    await tx.$executeRaw`UPDATE room_attendances SET ended_at = seen_at
      WHERE room_id = ${roomId} AND source = ${source}::presence_source AND ended_at IS NULL AND seen_at < ${silent}`;
    await tx.$executeRaw`UPDATE room_attendances
      SET seen_at = ${at}, ended_at = CASE WHEN user_id = ANY(${present}) THEN NULL ELSE ${at}::timestamptz END
      WHERE room_id = ${roomId} AND source = ${source}::presence_source AND ended_at IS NULL`;
    await tx.$executeRaw`INSERT INTO room_attendances (room_id, user_id, source, started_at, seen_at)
      SELECT ${roomId}, id, ${source}::presence_source, ${at}, ${at} FROM users WHERE id = ANY(${present})
      ON CONFLICT DO NOTHING`;
  });
});
