import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { saveAvailability } from '../profile/update-availability.ts';
import { firstLevel } from '../skills/add-skill.ts';
import { insertNamed, mostAtOnce } from '../skills/insert-named.ts';
import { skillTree } from '../skills/load-tree.ts';
import { newWish } from '../skills/wishes.ts';

const named = z.object({ type: z.enum(['teach', 'learn']), categoryId: rowId });

const input = z.object({
  skills: z.array(named).max(2 * mostAtOnce),
  /** What they named that the tree does not have. */
  wishes: z
    .array(newWish)
    .max(2 * mostAtOnce)
    .default([]),
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
      const skills = input.skills.map((skill) => ({ ...skill, proficiencyLevel: firstLevel[skill.type] }));
      await insertNamed(tx, actor, tree, { skills, wishes: input.wishes }, services.clock.now());
      await tx.user.update({
        where: { id: actor.userId },
        data: { isMatchable: true, onboardedAt: toDate(services.clock.now()) },
      });
    });
    await services.cache.drop('user-profile', String(actor.userId));
    return { onboarded: true };
  });
