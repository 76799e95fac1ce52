import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { localeOf } from '../platform/locale.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { newSkill } from './add-skill.ts';
import { insertNamed, mostAtOnce } from './insert-named.ts';
import { skillTree } from './load-tree.ts';
import { type SkillView, skillViews } from './skill-view.ts';
import { newWish } from './wishes.ts';

const input = newSkill.omit({ categoryId: true }).extend({
  categoryIds: z.array(rowId).max(mostAtOnce),
  /** What was named beside that the tree does not have. */
  wishes: z.array(newWish.shape.text).max(mostAtOnce).default([]),
});

/**
 * Adds several things at once that the actor teaches or wants to learn, all or none. What they have already stays as it
 * is. Returns what is new. Throws skill_unknown, skill_limit, wish_empty, wish_limit.
 */
export const addSkills = protectedProcedure
  .meta({ permission: 'skills:manage' })
  .input(input)
  .mutation(async ({ ctx, input }): Promise<SkillView[]> => {
    const { actor, services } = ctx;
    const { categoryIds, wishes, ...skill } = input;
    const tree = await skillTree(services);
    const named = {
      skills: categoryIds.map((categoryId) => ({ ...skill, categoryId })),
      wishes: wishes.map((text) => ({ type: skill.type, text })),
    };
    const rows = await services.database.transaction((tx) => insertNamed(tx, actor, tree, named, services.clock.now()));
    await services.cache.drop('user-profile', String(actor.userId));
    return skillViews(tree, rows, localeOf(actor));
  });
