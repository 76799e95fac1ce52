import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';

/** What of a pair ended, so that it can come back as it was. */
export const partedPair = z.object({
  partnershipId: z.number().nullable(),
  partnershipStatus: z.enum(['active', 'paused']).nullable(),
  matchId: z.number().nullable(),
});
export type PartedPair = z.infer<typeof partedPair>;

const pairOf = (a: number, b: number) => ({ userId1: Math.min(a, b), userId2: Math.max(a, b) });

/**
 * Ends what two people have with each other, in the caller's transaction: an open match is closed and their partnership
 * has ended. Nobody is told. An answer to their match at the same moment waits, and finds it closed.
 */
export async function partPair(tx: Tx, by: number, from: number, now: Date): Promise<PartedPair> {
  const { userId1, userId2 } = pairOf(by, from);
  await tx.$executeRaw`SELECT 1 FROM learning_matches WHERE user_id_1 = ${userId1} AND user_id_2 = ${userId2} FOR UPDATE`;
  const closed = await tx.learningMatch.updateManyAndReturn({
    where: { userId1, userId2, status: 'pending' },
    data: { status: 'declined', declinedById: by, closedAt: now },
    select: { id: true },
  });
  // The status is that of before: of two who end it at once, the second finds nothing.
  const [pair] = await tx.$queryRaw<{ id: number; status: 'active' | 'paused' }[]>`
    SELECT id, status::text FROM learning_partnerships
    WHERE user_id_1 = ${userId1} AND user_id_2 = ${userId2} AND status <> 'ended' FOR UPDATE`;
  if (pair) await tx.learningPartnership.update({ where: { id: pair.id }, data: { status: 'ended', endedAt: now } });
  return {
    partnershipId: pair?.id ?? null,
    partnershipStatus: pair?.status ?? null,
    matchId: closed[0]?.id ?? null,
  };
}

/** Gives back what `partPair` ended, where nothing else has become of it since. */
export async function rejoinPair(tx: Tx, by: number, parted: PartedPair): Promise<void> {
  const { partnershipId, partnershipStatus, matchId } = parted;
  if (partnershipId !== null && partnershipStatus !== null)
    await tx.learningPartnership.updateMany({
      where: { id: partnershipId, status: 'ended' },
      data: { status: partnershipStatus, endedAt: null },
    });
  if (matchId !== null)
    await tx.learningMatch.updateMany({
      where: { id: matchId, status: 'declined', declinedById: by },
      data: { status: 'pending', declinedById: null, closedAt: null },
    });
}
