import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { localeOf } from '../platform/locale.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { text } from '../platform/text.ts';
import { skillTree } from './load-tree.ts';
import { skillViews } from './skill-view.ts';

const input = z.object({
  skillId: rowId,
  proficiencyLevel: z.number().int().min(1).max(10).optional(),
  yearsExperience: z.number().int().min(0).max(100).optional(),
  description: text(1_000).optional(),
});

/** Changes what is given of one of the actor's skills. Throws skill_not_found, for other people's skills too. */
export const updateSkill = protectedProcedure
  .meta({ permission: 'skills:manage' })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { skillId, proficiencyLevel, yearsExperience, description } = input;
    const [row] = await services.database.prisma.userSkill.updateManyAndReturn({
      where: { id: skillId, userId: actor.userId },
      data: {
        ...(proficiencyLevel === undefined ? {} : { proficiencyLevel }),
        ...(yearsExperience === undefined ? {} : { yearsExperience }),
        ...(description === undefined ? {} : { description: description || null }),
      },
    });
    const [view] = row ? skillViews(await skillTree(services), [row], localeOf(actor)) : [];
    if (!view) throw new EchoError('skill_not_found');
    await services.cache.drop('user-profile', String(actor.userId));
    return view;
  });
