import { localeOf } from '../platform/locale.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { skillTree } from './load-tree.ts';
import { skillViews } from './skill-view.ts';

/** What the actor teaches and wants to learn, teaching first, the strongest first. */
export const getMySkills = protectedProcedure.query(async ({ ctx }) => {
  const { actor, services } = ctx;
  const [tree, rows] = await Promise.all([
    skillTree(services),
    services.database.prisma.userSkill.findMany({
      where: { userId: actor.userId },
      orderBy: [{ type: 'asc' }, { proficiencyLevel: 'desc' }, { id: 'asc' }],
    }),
  ]);
  return skillViews(tree, rows, localeOf(actor));
});
