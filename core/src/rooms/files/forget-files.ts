import type { Services } from '../../platform/services.ts';
import { toDate } from '../../platform/time.ts';
import { reservationMinutes } from './quotas.ts';

const batch = 200;

/**
 * RM-15: files that never arrived, with whatever of them did, and those of rooms that are gone. Bytes first, so that none
 * is left unknown.
 */
export async function forgetFiles({ database, storage, clock }: Services): Promise<void> {
  const { prisma } = database;
  const stale = await prisma.roomFile.findMany({
    where: {
      OR: [
        { roomId: null },
        { isReady: false, createdAt: { lte: toDate(clock.now().subtract({ minutes: reservationMinutes })) } },
      ],
    },
    select: { id: true, key: true },
    take: batch,
  });
  for (const { key } of stale) await storage.remove(key);
  await prisma.roomFile.deleteMany({ where: { id: { in: stale.map(({ id }) => id) } } });
}
