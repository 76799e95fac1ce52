import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { localeOf } from '../platform/locale.ts';
import { publicProcedure } from '../platform/procedures.ts';
import { categoryView } from './category-view.ts';
import { skillTree } from './load-tree.ts';

const input = z.object({
  parentId: rowId.optional(),
  type: z.enum(['academic', 'creative', 'athletic', 'professional', 'lifestyle']).optional(),
});

/** The skills right below `parentId`, or the fields at the top; of one type where it is given. */
export const getCategories = publicProcedure.input(input).query(async ({ ctx, input }) => {
  const tree = await skillTree(ctx.services);
  const language = localeOf(ctx.actor);
  return tree
    .childrenOf(input.parentId ?? null)
    .filter((row) => input.type === undefined || row.type === input.type)
    .map((row) => categoryView(tree, row, language));
});
