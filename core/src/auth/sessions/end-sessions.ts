import type { Prisma } from '@echochat/prisma/client.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { toDate } from '../../platform/time.ts';

/**
 * Ends browser sessions of one person: nothing renews them, no token of theirs opens anything, links that they asked for
 * lead nowhere, and their sockets and streams are cut on every process. Returns how many there were.
 */
export async function endSessions(
  services: Services,
  userId: number,
  which: Prisma.BrowserSessionWhereInput,
): Promise<number> {
  const ids = await services.database.transaction((tx) => revokeSessions(tx, services, userId, which));
  if (ids.length > 0) await services.realtime.tellSignedOut({ signedOut: userId, sessionIds: ids });
  return ids.length;
}

/** The same in the caller's transaction, which tells of it once it has committed. */
export async function revokeSessions(
  tx: Tx,
  { clock }: Services,
  userId: number,
  which: Prisma.BrowserSessionWhereInput,
): Promise<number[]> {
  const ended = await tx.browserSession.updateManyAndReturn({
    where: { ...which, userId, revokedAt: null },
    data: { revokedAt: toDate(clock.now()) },
    select: { id: true },
  });
  const ids = ended.map(({ id }) => id);
  const askedFor = { where: { browserSessionId: { in: ids } } };
  if (ids.length === 0) return ids;
  await tx.roomDoor.deleteMany(askedFor);
  await tx.pageDoor.deleteMany(askedFor);
  return ids;
}
