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
      WHEN EXISTS (SELECT 1 FROM visible_people v WHERE v.viewer_id = ${viewerId}::int AND v.user_id = b.id) THEN 'profile'
      WHEN EXISTS (SELECT 1 FROM met_people m WHERE m.viewer_id = ${viewerId}::int AND m.user_id = b.id) THEN 'name'
      ELSE 'none' END AS sight
    FROM users b WHERE b.id = ANY(${ids}::int[])`;
  const known = new Map(rows.map(({ userId, sight }) => [userId, sight]));
  return new Map(ids.map((id) => [id, known.get(id) ?? 'none']));
}

/** Throws person_not_found where `viewerId` may not see the profile of `userId`, as for an account that is not there. */
export async function requireVisible(tx: Pick<Tx, '$queryRaw'>, viewerId: number, userId: number): Promise<void> {
  const sight = (await sightOf(tx, viewerId, [userId])).get(userId);
  if (sight !== 'profile') throw new EchoError('person_not_found');
}
