import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';

/**
 * How a person may see another: not at all; by name and picture, as people do who are in one room or session; or with
 * their profile.
 */
export type Sight = 'none' | 'name' | 'profile';

/**
 * How `viewerId` may see each of these people. The one answer to "may A see B, and how" for everything that is not a
 * list filtered in the database (`reachableFor`). One statement, however many.
 */
export async function sightOf(
  tx: Pick<Tx, '$queryRaw'>,
  viewerId: number,
  userIds: readonly number[],
): Promise<ReadonlyMap<number, Sight>> {
  const ids = [...new Set(userIds)];
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ userId: number; sight: Sight }[]>`
    SELECT b.id AS "userId", CASE
      WHEN EXISTS (SELECT 1 FROM visible_people v WHERE v.viewer_id = a.id AND v.user_id = b.id) THEN 'profile'
      WHEN b.deleted_at IS NOT NULL OR b.network <> a.network OR EXISTS (SELECT 1 FROM blocks k
        WHERE (k.blocker_id, k.blocked_id) IN ((a.id, b.id), (b.id, a.id))) THEN 'none'
      WHEN EXISTS (SELECT 1 FROM room_participants x JOIN room_participants y ON y.room_id = x.room_id
          WHERE x.user_id = a.id AND y.user_id = b.id AND x.removed_at IS NULL AND y.removed_at IS NULL)
        OR EXISTS (SELECT 1 FROM session_participants x JOIN session_participants y ON y.session_id = x.session_id
          WHERE x.user_id = a.id AND y.user_id = b.id
            AND x.status IN ('accepted', 'attended') AND y.status IN ('accepted', 'attended')) THEN 'name'
      ELSE 'none' END AS sight
    FROM users a JOIN users b ON b.id = ANY(${ids}::int[]) WHERE a.id = ${viewerId}`;
  const known = new Map(rows.map(({ userId, sight }) => [userId, sight]));
  return new Map(ids.map((id) => [id, known.get(id) ?? 'none']));
}

/** Throws person_not_found where `viewerId` may not see the profile of `userId`, as for an account that is not there. */
export async function requireVisible(tx: Pick<Tx, '$queryRaw'>, viewerId: number, userId: number): Promise<void> {
  const sight = (await sightOf(tx, viewerId, [userId])).get(userId);
  if (sight !== 'profile') throw new EchoError('person_not_found');
}
