import { z } from 'zod';
import { rowId } from '../../platform/ids.ts';
import { protectedProcedure } from '../../platform/procedures.ts';
import { toDate } from '../../platform/time.ts';
import { reachableFor } from '../../safety/reachable.ts';
import { holdOpenPoll, readPoll } from './find-poll.ts';
import { settlePoll } from './settle-poll.ts';

const input = z.object({
  pollId: rowId,
  /** The hours at which the actor can; none where no hour suits them. Others than the poll's are not counted. */
  hourIds: z.array(rowId).max(5),
});

/**
 * SE-17: says at which of a poll's hours the actor can; the last word counts. With the last answer it is settled. Throws
 * poll_not_found, poll_over.
 */
export const answerPoll = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { pollId } = input;
  const { userId } = actor;
  return services.database.transaction(async (tx) => {
    const poll = await holdOpenPoll(tx, ctx, pollId);
    const hours = await tx.pollHour.findMany({ where: { pollId, id: { in: input.hourIds } }, select: { id: true } });
    await tx.pollVote.deleteMany({ where: { userId, hour: { pollId } } });
    await tx.pollVote.createMany({ data: hours.map(({ id }) => ({ hourId: id, userId })) });
    const answeredAt = toDate(services.clock.now());
    await tx.pollVoter.update({ where: { pollId_userId: { pollId, userId } }, data: { answeredAt } });
    // The host has answered by asking.
    const open = await tx.pollVoter.count({ where: { pollId, answeredAt: null, user: reachableFor(poll.hostId) } });
    if (open === 0) await settlePoll(tx, services, poll);
    return readPoll(tx, ctx, pollId);
  });
});
