import { localeOf } from '../platform/locale.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { skillTree } from '../skills/load-tree.ts';
import { goalView } from './goal-view.ts';

/** The actor's goals: what is still to be done first, the nearest date first, then the reached ones. */
export const getMyGoals = protectedProcedure.query(async ({ ctx }) => {
  const { actor, services } = ctx;
  const [tree, rows] = await Promise.all([
    skillTree(services),
    services.database.prisma.learningGoal.findMany({
      where: { userId: actor.userId },
      orderBy: [{ isActive: 'desc' }, { targetDate: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
    }),
  ]);
  return rows.map((row) => goalView(tree, row, localeOf(actor)));
});
