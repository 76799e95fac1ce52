import { z } from 'zod';
import { localeOf } from '../platform/locale.ts';
import { publicProcedure } from '../platform/procedures.ts';
import { categoryView } from './category-view.ts';
import { skillTree } from './load-tree.ts';
import { searchSkills, similarSkills } from './rules/search.ts';

const input = z.object({ query: z.string().max(200), limit: z.number().int().min(1).max(25).default(10) });

/**
 * What a typed text may mean: `exact` where it is a skill's name or alias, and the skills that it begins, contains or
 * resembles. Reads memory alone: it answers every keystroke.
 */
export const suggestCategories = publicProcedure.input(input).query(async ({ ctx, input }) => {
  const tree = await skillTree(ctx.services);
  const language = localeOf(ctx.actor);
  const exact = tree.byText(input.query);
  const found = searchSkills(tree, input.query, input.limit);
  const suggestions = found.length > 0 ? found : similarSkills(tree, input.query, 3);
  return {
    exact: exact && !tree.isField(exact) ? categoryView(tree, exact, language) : null,
    suggestions: suggestions.map((row) => categoryView(tree, row, language)),
  };
});
