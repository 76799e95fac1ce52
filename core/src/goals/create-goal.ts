import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { localeOf } from '../platform/locale.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { line, text } from '../platform/text.ts';
import { skillTree } from '../skills/load-tree.ts';
import { recogniseSkill } from '../skills/rules/recognise.ts';
import { goalView, targetDay } from './goal-view.ts';
import { refusePast } from './refuse-past.ts';

/** More goals than this are none. */
const maxGoals = 50;

const input = z.object({ title: line(200), description: text(2_000).optional(), targetDate: targetDay.optional() });

/** Sets a goal; the skill it is about is read from its title. Throws goal_limit. */
export const createGoal = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  refusePast(input.targetDate, actor, services.clock.now());
  const tree = await skillTree(services);
  const row = await services.database.transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${actor.userId} FOR UPDATE`;
    if ((await tx.learningGoal.count({ where: { userId: actor.userId } })) >= maxGoals) {
      throw new EchoError('goal_limit', { limit: maxGoals });
    }
    return tx.learningGoal.create({
      data: {
        userId: actor.userId,
        categoryId: recogniseSkill(tree, input.title)?.id ?? null,
        title: input.title,
        description: input.description || null,
        targetDate: input.targetDate ?? null,
      },
    });
  });
  return goalView(tree, row, localeOf(actor));
});
