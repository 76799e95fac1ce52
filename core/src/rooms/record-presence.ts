import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { systemProcedure } from '../platform/procedures.ts';
import type { Services } from '../platform/services.ts';
import { toDate } from '../platform/time.ts';

/** A stretch of presence whose last sign of life is older than this has ended with it. */
export const silentSeconds = 90;

const input = z.object({
  roomId: rowId,
  source: z.enum(['socket', 'voice']),
  /** Everyone who is there now by this source. */
  present: z.array(rowId).max(500),
});

/** How long the bot may be away and still say that who is there has been there all along. */
export const awayMinutes = 10;

/**
 * RM-7: minutes present, by heartbeats. Said every 20 s for a room: who is there goes on or begins, who is not has left,
 * and what was silent for too long ended when it was last seen.
 */
export const recordPresence = systemProcedure
  .input(input)
  .mutation(({ ctx, input }) => writePresence(ctx.services, { ...input, isAnew: false }));

export async function writePresence(
  { database, clock }: Services,
  { roomId, source, present, isAnew }: z.output<typeof input> & { isAnew: boolean },
): Promise<void> {
  const now = clock.now();
  const at = toDate(now);
  const silent = toDate(now.subtract({ seconds: silentSeconds }));
  const before = toDate(now.subtract({ minutes: awayMinutes }));
  await database.transaction(async (tx) => {
    if (isAnew)
      await tx.$executeRaw`UPDATE room_attendances SET ended_at = NULL, seen_at = ${at}
        WHERE id IN (SELECT DISTINCT ON (user_id) id FROM room_attendances
          WHERE room_id = ${roomId} AND source = ${source}::presence_source AND user_id = ANY(${present})
          ORDER BY user_id, seen_at DESC, id DESC) AND seen_at >= ${before}`;
    await tx.$executeRaw`UPDATE room_attendances SET ended_at = seen_at
      WHERE room_id = ${roomId} AND source = ${source}::presence_source AND ended_at IS NULL AND seen_at < ${silent}`;
    await tx.$executeRaw`UPDATE room_attendances
      SET seen_at = ${at}, ended_at = CASE WHEN user_id = ANY(${present}) THEN NULL ELSE ${at}::timestamptz END
      WHERE room_id = ${roomId} AND source = ${source}::presence_source AND ended_at IS NULL`;
    await tx.$executeRaw`INSERT INTO room_attendances (room_id, user_id, source, started_at, seen_at)
      SELECT ${roomId}, id, ${source}::presence_source, ${at}, ${at} FROM users WHERE id = ANY(${present})
      ON CONFLICT DO NOTHING`;
  });
}
