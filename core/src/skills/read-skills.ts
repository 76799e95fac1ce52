import { z } from 'zod';
import { localeOf } from '../platform/locale.ts';
import { publicProcedure } from '../platform/procedures.ts';
import { categoryView } from './category-view.ts';
import { skillTree } from './load-tree.ts';
import { namesNothing, readSkills as readParts } from './rules/read-skill.ts';

const input = z.object({ text: z.string().max(500) });
/** As many skills of a field are shown to choose from. */
const mostOfField = 4;

/**
 * The skills that somebody names, one or several at once, part by part: `skill` is one, `field` a whole field with some of
 * its skills as choices, `which` and `like` are to be asked about, `unknown` is nothing in the tree, `nothing` no name at all.
 */
export const readSkills = publicProcedure.input(input).query(async ({ ctx, input }) => {
  const tree = await skillTree(ctx.services);
  const language = localeOf(ctx.actor);
  return readParts(tree, input.text).map(({ typed, reading: { kind, rows } }) => {
    const views = rows.map((row) => categoryView(tree, row, language));
    const [first] = rows;
    const within = kind === 'field' && first ? tree.childrenOf(first.id).slice(0, mostOfField) : [];
    return {
      typed,
      kind: kind === 'unknown' && namesNothing(typed) ? ('nothing' as const) : kind,
      choices: views,
      within: within.map((row) => categoryView(tree, row, language)),
    };
  });
});
