import type { Tx } from '../../platform/db/database.ts';

/** Withdraws what one of two people asked the other about joining their accounts, in the caller's transaction. Nobody is told. */
export async function withdrawLinkRequests(tx: Tx, a: number, b: number): Promise<void> {
  const among = { in: [a, b] };
  await tx.linkRequest.deleteMany({ where: { fromId: among, toId: among, answer: null } });
}
