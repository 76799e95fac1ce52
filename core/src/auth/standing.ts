import type { Database, Statement } from '../platform/db/database.ts';

const standing: Statement = {
  name: 'accounts-standing',
  text: `SELECT id FROM users WHERE id = ANY($1::int[]) AND deleted_at IS NULL`,
};

/** Of these accounts those that may go on speaking as they do: theirs are neither deleted nor absorbed. One statement. */
export async function standingOf(
  database: Pick<Database, 'query'>,
  userIds: readonly number[],
): Promise<ReadonlySet<number>> {
  if (userIds.length === 0) return new Set();
  const rows = await database.query<{ id: number }>(standing, [userIds]);
  return new Set(rows.map(({ id }) => id));
}
