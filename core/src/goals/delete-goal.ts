import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';

/** Removes one of the actor's goals. Throws goal_not_found. */
export const deleteGoal = protectedProcedure.input(z.object({ goalId: rowId })).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { count } = await services.database.prisma.learningGoal.deleteMany({
    where: { id: input.goalId, userId: actor.userId },
  });
  if (count === 0) throw new EchoError('goal_not_found');
  return { removed: input.goalId };
});
