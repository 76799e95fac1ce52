import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { sightOf } from './sight.ts';

/** What a person has to do with somebody whose profile they see. */
interface Ties {
  /** One community of both, a partnership, or a session in which both had a seat. */
  hours: boolean;
  /** The same, or a room in which both were. */
  invitations: boolean;
}

interface Row extends Ties {
  userId: number;
  displayName: string;
}

/** SF-20, SF-21: what ties `viewerId` to each of these people; nobody is among them whose profile they may not see. */
async function tiesOf(tx: Pick<Tx, '$queryRaw'>, viewerId: number, userIds: readonly number[]): Promise<Row[]> {
  if (userIds.length === 0) return [];
  return tx.$queryRaw<Row[]>`
    SELECT u.id AS "userId", u.display_name AS "displayName", knows_hours(${viewerId}::int, u.id) AS hours,
      is_tied(${viewerId}::int, u.id) OR coalesce(n.open_to_invitations, false) OR EXISTS (
        SELECT 1 FROM room_participants x JOIN room_participants y ON y.room_id = x.room_id
        WHERE x.user_id = ${viewerId} AND y.user_id = u.id AND x.removed_at IS NULL AND y.removed_at IS NULL
      ) AS invitations
    FROM users u LEFT JOIN notification_preferences n ON n.user_id = u.id
    WHERE u.id = ANY(${[...userIds]}::int[])
      AND EXISTS (SELECT 1 FROM visible_people v WHERE v.viewer_id = ${viewerId} AND v.user_id = u.id)`;
}

/** SF-20: of these people those whose time zone and hours `viewerId` may know. */
export async function hoursKnownTo(
  tx: Pick<Tx, '$queryRaw'>,
  viewerId: number,
  userIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await tiesOf(tx, viewerId, userIds);
  return new Set(rows.filter(({ hours }) => hours).map(({ userId }) => userId));
}

/** SF-20: throws person_not_found where one of them is not seen, hours_private with the names of who shares no hours. */
export async function requireHours(
  tx: Pick<Tx, '$queryRaw'>,
  viewerId: number,
  userIds: readonly number[],
): Promise<void> {
  const rows = await tiesOf(tx, viewerId, userIds);
  const unseen = userIds.filter((id) => !rows.some(({ userId }) => userId === id));
  const sights = await sightOf(tx, viewerId, unseen);
  if (unseen.some((id) => sights.get(id) !== 'name')) throw new EchoError('person_not_found');
  const met = await namesOf(tx, unseen);
  const names = [...met, ...rows.filter(({ hours }) => !hours).map(({ displayName }) => displayName)];
  if (names.length > 0) throw new EchoError('hours_private', { names: names.join(', ') });
}

/** People who meet in a room or session alone know each other's names, and no more. */
async function namesOf(tx: Pick<Tx, '$queryRaw'>, userIds: readonly number[]): Promise<string[]> {
  if (userIds.length === 0) return [];
  const rows = await tx.$queryRaw<{ displayName: string }[]>`
    SELECT display_name AS "displayName" FROM users WHERE id = ANY(${[...userIds]}::int[]) ORDER BY id`;
  return rows.map(({ displayName }) => displayName);
}

/** SF-21: throws person_not_found where one of them is not seen, not_open_to_you with the names of who wants no strangers. */
export async function requireInvitable(
  tx: Pick<Tx, '$queryRaw'>,
  viewerId: number,
  userIds: readonly number[],
): Promise<void> {
  const rows = await tiesOf(tx, viewerId, userIds);
  if (rows.length < new Set(userIds).size) throw new EchoError('person_not_found');
  const names = rows.filter(({ invitations }) => !invitations).map(({ displayName }) => displayName);
  if (names.length > 0) throw new EchoError('not_open_to_you', { names: names.join(', ') });
}
