import { z } from 'zod';
import type { UserActor } from '../platform/actor.ts';
import type { Tx } from '../platform/db/database.ts';
import { isDuplicate } from '../platform/db/failures.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { localeOf } from '../platform/locale.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { text } from '../platform/text.ts';
import { toDate } from '../platform/time.ts';
import { skillTree } from './load-tree.ts';
import { skillViews } from './skill-view.ts';
import type { SkillTree } from './tree.ts';

export const newSkill = z.object({
  categoryId: rowId,
  type: z.enum(['teach', 'learn']),
  proficiencyLevel: z.number().int().min(1).max(10),
  yearsExperience: z.number().int().min(0).max(100).optional(),
  description: text(1_000).optional(),
});

export type NewSkill = z.output<typeof newSkill>;

/** Levels that a skill has until somebody says better: by a first answer, or by a wish that the tree came to know. */
export const firstLevel = { teach: 6, learn: 2 } as const;

/** Adds something that the actor teaches or wants to learn; of a whole field only the latter. Throws skill_unknown, skill_exists, skill_limit. */
export const addSkill = protectedProcedure
  .meta({ permission: 'skills:manage' })
  .input(newSkill)
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const tree = await skillTree(services);
    const row = await services.database.transaction((tx) => insertSkill(tx, actor, tree, input, services.clock.now()));
    await services.cache.drop('user-profile', String(actor.userId));
    const [view] = skillViews(tree, [row], localeOf(actor));
    if (!view) throw new EchoError('skill_unknown');
    return view;
  });

/**
 * Inserts a skill within the plan's limit, inside the caller's transaction. The first one is how somebody joins: it
 * opens them to being matched, which they can switch off for good afterwards.
 */
export async function insertSkill(tx: Tx, actor: UserActor, tree: SkillTree, input: NewSkill, now: Temporal.Instant) {
  const category = tree.get(input.categoryId);
  if (!category || (tree.isField(category) && input.type === 'teach')) throw new EchoError('skill_unknown');
  // The person's row is held, so that two additions at once cannot both be the last one allowed.
  await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${actor.userId} FOR UPDATE`;
  const limit = actor.plan.maxSkills;
  if (limit >= 0 && (await tx.userSkill.count({ where: { userId: actor.userId } })) >= limit) {
    throw new EchoError('skill_limit', { limit });
  }
  const { categoryId, type, proficiencyLevel, yearsExperience = null, description } = input;
  await tx.user.updateMany({
    where: { id: actor.userId, onboardedAt: null },
    data: { onboardedAt: toDate(now), isMatchable: true },
  });
  try {
    return await tx.userSkill.create({
      data: {
        userId: actor.userId,
        categoryId,
        type,
        proficiencyLevel,
        yearsExperience,
        description: description || null,
      },
    });
  } catch (error) {
    if (isDuplicate(error))
      throw new EchoError('skill_exists', { skill: tree.nameOf(categoryId, localeOf(actor)), kind: type });
    throw error;
  }
}
