import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { localeOf } from '../platform/locale.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { line, text } from '../platform/text.ts';
import { skillTree } from '../skills/load-tree.ts';
import { recogniseSkill } from '../skills/rules/recognise.ts';
import { goalView, targetDay } from './goal-view.ts';
import { refusePast } from './refuse-past.ts';

const input = z.object({
  goalId: rowId,
  title: line(200).optional(),
  description: text(2_000).optional(),
  targetDate: targetDay.optional(),
  progress: z.number().int().min(0).max(100).optional(),
});

/** Changes what is given of one of the actor's goals; one at 100 % is no longer active. Throws goal_not_found. */
export const updateGoal = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  refusePast(input.targetDate, actor, services.clock.now());
  const tree = await skillTree(services);
  const { goalId, title, description, targetDate, progress } = input;
  const [row] = await services.database.prisma.learningGoal.updateManyAndReturn({
    where: { id: goalId, userId: actor.userId },
    data: {
      ...(title === undefined ? {} : { title, categoryId: recogniseSkill(tree, title)?.id ?? null }),
      ...(description === undefined ? {} : { description: description || null }),
      ...(targetDate === undefined ? {} : { targetDate }),
      ...(progress === undefined ? {} : { progress, isActive: progress < 100 }),
    },
  });
  if (!row) throw new EchoError('goal_not_found');
  return goalView(tree, row, localeOf(actor));
});
