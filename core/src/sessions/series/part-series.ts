import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { toDate } from '../../platform/time.ts';

/** Ends the series that only two people have, and takes each of them out of those that the other hosts. */
export async function partSeries(tx: Tx, { clock }: Services, by: number, from: number): Promise<void> {
  const shared = await tx.sessionSeries.findMany({
    where: {
      endedAt: null,
      AND: [by, from].map((userId) => ({ members: { some: { userId, status: { not: 'declined' } } } })),
    },
    include: { members: { where: { status: { not: 'declined' } }, select: { userId: true } } },
    orderBy: { id: 'asc' },
  });
  for (const { id, hostId, members } of shared) {
    if (members.length === 2)
      await tx.sessionSeries.update({
        where: { id },
        data: { endedAt: toDate(clock.now()), sequence: { increment: 1 } },
      });
    else if (hostId === by || hostId === from)
      await tx.seriesMember.update({
        where: { seriesId_userId: { seriesId: id, userId: hostId === by ? from : by } },
        data: { status: 'declined' },
      });
  }
}
