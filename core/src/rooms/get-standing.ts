import { z } from 'zod';
import { standingOf } from '../auth/standing.ts';
import type { Statement } from '../platform/db/database.ts';
import type { ErrorCode } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { systemProcedure } from '../platform/procedures.ts';

const page = z.object({ userId: rowId, roomId: rowId.nullable() });
export interface Fallen {
  userId: number;
  /** The room that they may not be in any more; null where the account is gone. */
  roomId: number | null;
  code: Extract<ErrorCode, 'not_signed_in' | 'removed_from_room' | 'room_ended' | 'room_not_found'>;
}

/** As `findRoom` decides for who is in a room already: its host sees them, it is open, they were not removed. */
const fallen: Statement = {
  name: 'rooms-standing',
  text: `SELECT w."userId", w."roomId", CASE
      WHEN p.removed_at IS NOT NULL THEN 'removed_from_room'
      WHEN r.status = 'ended' THEN 'room_ended'
      ELSE 'room_not_found' END AS code
    FROM unnest($1::int[], $2::int[]) AS w("userId", "roomId")
    LEFT JOIN learning_rooms r ON r.id = w."roomId"
    LEFT JOIN room_participants p ON p.room_id = w."roomId" AND p.user_id = w."userId"
    WHERE r.id IS NULL OR p.id IS NULL OR p.removed_at IS NOT NULL OR r.status = 'ended'
      OR (r.host_id <> w."userId" AND NOT EXISTS (
        SELECT 1 FROM visible_people v WHERE v.viewer_id = w."userId" AND v.user_id = r.host_id))`,
};

/** RM-17: of people with open pages those who may not have them any more. Two statements, however many. */
export const getStanding = systemProcedure
  .input(z.object({ pages: z.array(page).max(50_000) }))
  .query(async ({ ctx, input }): Promise<Fallen[]> => {
    const { database } = ctx.services;
    const standing = await standingOf(database, [...new Set(input.pages.map(({ userId }) => userId))]);
    const gone = new Set(input.pages.map(({ userId }) => userId).filter((userId) => !standing.has(userId)));
    const inRooms = input.pages.filter(({ userId, roomId }) => roomId !== null && standing.has(userId));
    const rows =
      inRooms.length === 0
        ? []
        : await database.query<{ userId: number; roomId: number; code: Fallen['code'] }>(fallen, [
            inRooms.map(({ userId }) => userId),
            inRooms.map(({ roomId }) => roomId),
          ]);
    return [...[...gone].map((userId): Fallen => ({ userId, roomId: null, code: 'not_signed_in' })), ...rows];
  });
