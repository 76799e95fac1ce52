import { fold } from '@echochat/core/platform/text.ts';
import type { CategoryView } from '@echochat/core/skills/category-view.ts';
import { type Option, OptionProblem, saidBack } from '../option.ts';
import { skill } from './things.ts';

/** A field at the top of the tree ("Music") or a skill in it. */
export const field: Option<CategoryView> = {
  ...skill,
  async suggest(typed, ctx) {
    const fields = await ctx.api.skills.getCategories({});
    const found = fields.filter((known) => fold(known.name).includes(fold(typed)));
    return found.slice(0, 25).map((known) => ({ value: known.name, label: `${known.icon} ${known.name}` }));
  },
  async read(typed, ctx, others) {
    const fields = await ctx.api.skills.getCategories({});
    const found = fields.find((known) => known.slug === fold(typed) || fold(known.name) === fold(typed));
    if (found) return found;
    try {
      return await skill.read(typed, ctx, others);
    } catch (problem) {
      if (!(problem instanceof OptionProblem) || problem.alternatives.length > 0) throw problem;
      const some = fields.slice(0, 5).map((known) => ({ value: known.slug, label: `${known.icon} ${known.name}` }));
      throw new OptionProblem('problems.skill', { given: saidBack(typed) }, some);
    }
  },
};
