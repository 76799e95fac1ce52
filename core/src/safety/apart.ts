import type { Tx } from '../platform/db/database.ts';

/**
 * The filter on another user that neither of the two has blocked the other. It is narrower than `reachableFor`: walls
 * between communities do not count, for those who were invited to meet all the same (SF-4).
 */
export const notApartFrom = (userId: number) => ({
  blocksMade: { none: { blockedId: userId } },
  blocksReceived: { none: { blockerId: userId } },
});

/** Of these people, the pairs of whom one has blocked the other, whoever it was. */
export async function pairsApart(tx: Pick<Tx, 'block'>, userIds: readonly number[]): Promise<[number, number][]> {
  if (userIds.length < 2) return [];
  const among = { in: [...userIds] };
  const rows = await tx.block.findMany({ where: { blockerId: among, blockedId: among } });
  return rows.map(({ blockerId, blockedId }) => [blockerId, blockedId]);
}

/** The same in a statement, of two expressions for people: whether one of them has blocked the other. */
export const areApart = (a: string, b: string): string =>
  `EXISTS (SELECT 1 FROM blocks k WHERE (k.blocker_id, k.blocked_id) IN ((${a}, ${b}), (${b}, ${a})))`;
