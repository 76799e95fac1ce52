import { z } from 'zod';
import { rowId } from '../../platform/ids.ts';
import { protectedProcedure } from '../../platform/procedures.ts';
import { readPoll } from './find-poll.ts';
import { pollsFor, pollViews, withAnswers } from './poll-view.ts';

/** A poll in which the actor is asked, also one that is over. Throws poll_not_found. */
export const getPoll = protectedProcedure
  .input(z.object({ pollId: rowId }))
  .query(({ ctx, input }) => readPoll(ctx.services.database.prisma, ctx, input.pollId));

const most = 50;

/** The open polls in which the actor is asked, the one that closes first first. */
export const getMyPolls = protectedProcedure.query(async ({ ctx }) => {
  const { prisma } = ctx.services.database;
  const rows = await prisma.sessionPoll.findMany({
    where: { status: 'open', ...pollsFor(ctx.actor.userId) },
    include: withAnswers,
    orderBy: [{ closesAt: 'asc' }, { id: 'asc' }],
    take: most,
  });
  return pollViews(prisma, ctx, rows);
});
