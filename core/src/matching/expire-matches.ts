import { z } from 'zod';
import { defineJob } from '../platform/jobs/job.ts';
import { toDate } from '../platform/time.ts';

const batch = 500;

/** ML-1: closes the matches whose 48 hours are over and tells who had accepted. Each transaction closes up to 500. */
export const expireMatches = defineJob(
  'matching.expire',
  z.object({}),
  async (_payload, { database, clock, events }) => {
    for (let closed = batch; closed === batch; ) {
      closed = await database.transaction(async (tx) => {
        const now = toDate(clock.now());
        const due = await tx.learningMatch.findMany({
          where: { status: 'pending', expiresAt: { lte: now } },
          orderBy: { id: 'asc' },
          take: batch,
        });
        const rows = await tx.learningMatch.updateManyAndReturn({
          where: { id: { in: due.map((match) => match.id) }, status: 'pending', expiresAt: { lte: now } },
          data: { status: 'expired', closedAt: now },
        });
        for (const match of rows) {
          const waiting = match.acceptedAt1 ? match.userId1 : match.acceptedAt2 ? match.userId2 : null;
          if (waiting === null) continue;
          const key = `match-closed:${match.id}:${match.createdAt.getTime()}`;
          await events.emit(tx, key, { type: 'match.closed', v: 1, matchId: match.id, waiting });
        }
        return due.length;
      });
    }
  },
);
