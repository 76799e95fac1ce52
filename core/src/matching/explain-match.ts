import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { matchViews } from './match-view.ts';

/** One of the actor's matches with why it was made, in words of now. Throws match_not_found, for other people's too. */
export const explainMatch = protectedProcedure.input(z.object({ matchId: rowId })).query(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const row = await services.database.prisma.learningMatch.findFirst({
    where: { id: input.matchId, OR: [{ userId1: actor.userId }, { userId2: actor.userId }] },
  });
  const [view] = row ? await matchViews(ctx, [row]) : [];
  if (!view) throw new EchoError('match_not_found');
  return view;
});
