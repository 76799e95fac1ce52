import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { localeOf } from '../platform/locale.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { categoryView } from '../skills/category-view.ts';
import { skillTree } from '../skills/load-tree.ts';
import { peopleBySkill, type SkilledRow } from './people.sql.ts';

const input = z.object({
  categoryId: rowId,
  type: z.enum(['teach', 'learn']),
  limit: z.number().int().min(1).max(100).default(20),
  offset: z.number().int().min(0).default(0),
});

/** Who teaches or wants a skill or a part of it: the skill itself first, the most endorsed first. Throws skill_unknown. */
export const searchBySkill = protectedProcedure.input(input).query(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const tree = await skillTree(services);
  const category = tree.get(input.categoryId);
  if (!category) throw new EchoError('skill_unknown');
  const rows = await services.database.query<SkilledRow>(peopleBySkill, [
    actor.userId,
    tree.subtreeIds(category.id),
    input.type,
    input.limit,
    input.offset,
  ]);
  const language = localeOf(actor);
  return {
    category: categoryView(tree, category, language),
    total: rows[0]?.total ?? 0,
    items: rows.map(({ total: _, categoryId, ...row }) => ({ ...row, skill: tree.nameOf(categoryId, language) })),
  };
});
