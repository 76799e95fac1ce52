import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { reachableFor } from '../../safety/reachable.ts';
import { settlePoll } from './settle-poll.ts';

/**
 * Takes each of two people out of the open polls that the other hosts, with what they answered. A poll of nobody else is
 * closed; one that waited for them alone is settled. The caller has written why they cannot see each other.
 */
export async function partInPolls(tx: Tx, services: Services, by: number, from: number): Promise<void> {
  const asked = await tx.pollVoter.findMany({
    where: {
      poll: { status: 'open' },
      OR: [
        { userId: by, poll: { hostId: from } },
        { userId: from, poll: { hostId: by } },
      ],
    },
    orderBy: { pollId: 'asc' },
  });
  for (const { pollId, userId } of asked) {
    await tx.$executeRaw`SELECT 1 FROM session_polls WHERE id = ${pollId} FOR UPDATE`;
    const poll = await tx.sessionPoll.findUnique({ where: { id: pollId } });
    if (poll?.status !== 'open') continue;
    await tx.pollVote.deleteMany({ where: { userId, hour: { pollId } } });
    await tx.pollVoter.delete({ where: { pollId_userId: { pollId, userId } } });
    const others = await tx.pollVoter.findMany({
      where: { pollId, userId: { not: poll.hostId }, user: reachableFor(poll.hostId) },
    });
    if (others.length === 0) await tx.sessionPoll.update({ where: { id: pollId }, data: { status: 'closed' } });
    else if (others.every(({ answeredAt }) => answeredAt !== null)) await settlePoll(tx, services, poll);
  }
}
