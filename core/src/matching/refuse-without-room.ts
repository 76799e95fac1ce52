import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { maxActivePartnerships } from './limits.ts';

/** MF-4: throws partner_limit where one of them has no room for another partner. */
export async function refuseWithoutRoom(tx: Tx, ...userIds: readonly number[]): Promise<void> {
  for (const userId of userIds) {
    const where = { status: 'active' as const, OR: [{ userId1: userId }, { userId2: userId }] };
    if ((await tx.learningPartnership.count({ where })) >= maxActivePartnerships) {
      throw new EchoError('partner_limit', { limit: maxActivePartnerships });
    }
  }
}
