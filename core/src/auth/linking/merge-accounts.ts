import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { toDate } from '../../platform/time.ts';
import { lockAccounts, mergeUsers } from '../merge-users.ts';
import { revokeSessions } from '../sessions/end-sessions.ts';
import { requireOneNetwork } from './open-code.ts';

/** So long two accounts that were joined can be taken apart again. */
export const undoDays = 7;

/**
 * Joins two accounts in the caller's transaction: the older one stays. Every row that this makes, changes or takes away is
 * written down by the database (triggers `merge_log`), so that it can be undone. Returns what the caller tells of once it
 * has committed. Throws `link_code_invalid` where one of the two is gone, `link_networks`.
 */
export async function mergeAccounts(tx: Tx, services: Services, one: number, other: number) {
  const [keptId, absorbedId] = one < other ? [one, other] : [other, one];
  const now = services.clock.now();
  await lockAccounts(tx, keptId, absorbedId);
  await requireOneNetwork(tx, keptId, absorbedId);
  const merge = await tx.accountMerge.create({
    data: { keptId, absorbedId, mergedAt: toDate(now), undoUntil: toDate(now.add({ hours: undoDays * 24 })) },
  });
  const sessionIds = await revokeSessions(tx, services, absorbedId, {});
  await tx.$executeRaw`SELECT set_config('echochat.merge', ${String(merge.id)}, true)`;
  await mergeUsers(tx, keptId, absorbedId, toDate(now));
  await tx.$executeRaw`SELECT set_config('echochat.merge', '', true)`;
  return { merge, signedOut: { signedOut: absorbedId, sessionIds } };
}
