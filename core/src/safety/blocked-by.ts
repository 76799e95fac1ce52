import type { Tx } from '../platform/db/database.ts';

/** Whom of these people `blockerId` blocked themselves, which they may hear of. Of who blocked them nobody hears. */
export async function blockedBy(
  tx: Pick<Tx, 'block'>,
  blockerId: number,
  userIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const rows = await tx.block.findMany({
    where: { blockerId, blockedId: { in: [...userIds] } },
    select: { blockedId: true },
  });
  return new Set(rows.map(({ blockedId }) => blockedId));
}
