import { z } from 'zod';
import { standingOf } from '../auth/standing.ts';
import type { Statement } from '../platform/db/database.ts';
import type { ErrorCode } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { systemProcedure } from '../platform/procedures.ts';
import { areApart } from '../safety/apart.ts';

const page = z.object({ userId: rowId, roomId: rowId.nullable() });
export interface Fallen {
  userId: number;
  /** The room that they may not be in any more; null where the account is gone. */
  roomId: number | null;
  code: Extract<ErrorCode, 'not_signed_in' | 'removed_from_room' | 'room_ended' | 'room_not_found'>;
}

const me = 'w."userId"';
/**
 * As `findRoom` decides for who is in a room already: it is open, they were not removed, and nobody leads or owns it who
 * blocked them or is blocked by them. The owner stays.
 */
const fallen: Statement = {
  name: 'rooms-standing',
  text: `SELECT w."userId", w."roomId", CASE
      WHEN r.status = 'ended' OR q.status = 'ended' THEN 'room_ended'
      WHEN p.removed_at IS NOT NULL THEN 'removed_from_room'
      ELSE 'room_not_found' END AS code
    FROM unnest($1::int[], $2::int[]) AS w("userId", "roomId")
    LEFT JOIN learning_rooms r ON r.id = w."roomId"
    LEFT JOIN learning_partnerships q ON q.id = r.partnership_id
    LEFT JOIN room_participants p ON p.room_id = w."roomId" AND p.user_id = ${me}
    WHERE r.id IS NULL OR r.status = 'ended' OR q.status = 'ended'
      OR (r.owner_id IS DISTINCT FROM ${me} AND (p.id IS NULL OR p.removed_at IS NOT NULL
        OR ${areApart(me, 'r.host_id')} OR ${areApart(me, 'r.owner_id')}))`,
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
