import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { saveAvailability } from '../profile/update-availability.ts';
import { firstLevel, insertSkill } from '../skills/add-skill.ts';
import { skillTree } from '../skills/load-tree.ts';
import { insertWish, newWish } from '../skills/wishes.ts';

const mostAtOnce = 20;
const named = z.object({ type: z.enum(['teach', 'learn']), categoryId: rowId });

const input = z.object({
  teachCategoryId: rowId.optional(),
  learnCategoryId: rowId.optional(),
  /** What they named beside. */
  more: z.array(named).max(mostAtOnce).default([]),
  /** What they named that the tree does not have. */
  wishes: z.array(newWish).max(mostAtOnce).default([]),
  timezone: z.string(),
});

/**
 * The first answers of a newcomer, kept all or none: what they teach, what they want to learn, a time zone. Being matched
 * is what they came for, so it is switched on. Saying it again changes the zone and adds what is new.
 */
export const completeOnboarding = protectedProcedure
  .meta({ permission: 'skills:manage' })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const tree = await skillTree(services);
    await services.database.transaction(async (tx) => {
      await saveAvailability(tx, actor.userId, { timezone: input.timezone });
      const have = await tx.userSkill.findMany({
        where: { userId: actor.userId },
        select: { categoryId: true, type: true },
      });
      const { teachCategoryId, learnCategoryId, more, wishes } = input;
      const first = [
        ...(teachCategoryId === undefined ? [] : [{ type: 'teach' as const, categoryId: teachCategoryId }]),
        ...(learnCategoryId === undefined ? [] : [{ type: 'learn' as const, categoryId: learnCategoryId }]),
      ];
      for (const { type, categoryId } of [...first, ...more]) {
        if (have.some((skill) => skill.type === type && skill.categoryId === categoryId)) continue;
        const skill = { categoryId, type, proficiencyLevel: firstLevel[type] };
        await insertSkill(tx, actor, tree, skill, services.clock.now());
        have.push({ type, categoryId });
      }
      for (const wish of wishes) await insertWish(tx, actor, wish);
      const now = toDate(services.clock.now());
      await tx.user.update({ where: { id: actor.userId }, data: { isMatchable: true, onboardedAt: now } });
    });
    await services.cache.drop('user-profile', String(actor.userId));
    return { onboarded: true };
  });
