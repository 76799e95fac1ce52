import { z } from 'zod';
import { localeOf } from '../platform/locale.ts';
import { publicProcedure } from '../platform/procedures.ts';
import { categoryView } from './category-view.ts';
import { skillTree } from './load-tree.ts';
import { readSkill } from './rules/read-skill.ts';
import { searchSkills } from './rules/search.ts';
import type { SkillRow } from './tree.ts';

const input = z.object({ query: z.string().max(200), limit: z.number().int().min(1).max(25).default(10) });

/**
 * What a typed text may mean: `exact` where it names a skill, `field` where it names a whole field, and the skills that it
 * begins, contains or resembles; those of the field. Reads memory alone: it answers every keystroke.
 */
export const suggestCategories = publicProcedure.input(input).query(async ({ ctx, input }) => {
  const tree = await skillTree(ctx.services);
  const view = (row: SkillRow) => categoryView(tree, row, localeOf(ctx.actor));
  const { kind, rows } = readSkill(tree, input.query);
  const [row] = rows;
  const found = searchSkills(tree, input.query, input.limit);
  const within = kind === 'field' && row ? tree.childrenOf(row.id) : [];
  const suggestions = found.length > 0 ? found : [...rows, ...within].filter((other) => !tree.isField(other));
  return {
    exact: kind === 'skill' && row ? view(row) : null,
    field: kind === 'field' && row ? view(row) : null,
    suggestions: suggestions.slice(0, input.limit).map(view),
  };
});
