import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { withoutLinks } from '../platform/text.ts';
import { type WishCount, wishesOfCommunity } from '../skills/wishes.ts';
import { organised } from './setup.ts';

const input = z.object({ communityId: rowId, limit: z.number().int().min(1).max(50).default(10) });
const mostText = 60;

/**
 * What the people of a community named that the skill tree does not have, counted, without names. Throws
 * `not_organiser`.
 */
export const getSkillWishes = protectedProcedure.input(input).query(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  await organised(services.database.prisma, input.communityId, actor.userId);
  const rows = await services.database.query<WishCount>(wishesOfCommunity, [input.communityId, input.limit]);
  return rows.map((row) => ({ ...row, text: withoutLinks(row.text, mostText) }));
});
