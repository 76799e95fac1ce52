import type { Prisma } from '@echochat/prisma/client.ts';
import type { Database } from '../platform/db/database.ts';

/**
 * NO-4: the filter on notifications that their people may read: none that names somebody whom they may not see any more. The
 * rule itself is the view `readable_notifications`.
 */
export const readable = { readable: { isNot: null } } satisfies Prisma.NotificationWhereInput;

/** Which of these notifications may not be read by now. */
export async function unreadable({ database }: { database: Database }, ids: readonly number[]): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const rows = await database.query<{ id: number }>(
    {
      name: 'unreadable-notifications',
      text: `SELECT id FROM unnest($1::int[]) AS asked(id)
        WHERE NOT EXISTS (SELECT 1 FROM readable_notifications r WHERE r.notification_id = asked.id)`,
    },
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}
