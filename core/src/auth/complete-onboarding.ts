import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { saveAvailability } from '../profile/update-availability.ts';
import { insertSkill } from '../skills/add-skill.ts';
import { skillTree } from '../skills/load-tree.ts';

/** Levels that a first answer stands for; `/skills update` says it better. */
const firstLevel = { teach: 6, learn: 2 } as const;

const input = z.object({ teachCategoryId: rowId, learnCategoryId: rowId, timezone: z.string() });

/**
 * The first three answers of a newcomer, kept all or none: one thing to teach, one to learn, a time zone. Being matched
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
      for (const [type, categoryId] of [
        ['teach', input.teachCategoryId],
        ['learn', input.learnCategoryId],
      ] as const) {
        if (have.some((skill) => skill.type === type && skill.categoryId === categoryId)) continue;
        const skill = { categoryId, type, proficiencyLevel: firstLevel[type] };
        await insertSkill(tx, actor, tree, skill, services.clock.now());
      }
      const now = toDate(services.clock.now());
      await tx.user.update({ where: { id: actor.userId }, data: { isMatchable: true, onboardedAt: now } });
    });
    await services.cache.drop('user-profile', String(actor.userId));
    return { onboarded: true };
  });
