import type { Tx } from '../platform/db/database.ts';
import { type IdentityRef, lockIdentity } from './person-ref.ts';

/**
 * SF-6: somebody has come whom others may have blocked or reported before they had an account. Called in the transaction
 * that makes their identity.
 */
export async function identityCame(
  tx: Tx,
  identity: Pick<IdentityRef, 'platform' | 'workspaceId' | 'externalId'>,
  userId: number,
): Promise<void> {
  await lockIdentity(tx, identity);
  const { platform, workspaceId, externalId } = identity;
  await tx.$executeRaw`INSERT INTO blocks (blocker_id, blocked_id, created_at)
    SELECT blocker_id, ${userId}::int, created_at FROM blocked_identities
    WHERE platform = ${platform}::platform AND workspace_id = ${workspaceId} AND external_id = ${externalId}
      AND blocker_id <> ${userId}
    ON CONFLICT DO NOTHING`;
  await tx.report.updateMany({
    where: { platform, workspaceId, externalId, reportedId: null },
    data: { reportedId: userId },
  });
}
