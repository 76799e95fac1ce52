import { z } from 'zod';
import { isDuplicate } from '../platform/db/failures.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { text } from '../platform/text.ts';
import { spendLimit } from '../safety/limits.ts';
import { reachableFor } from '../safety/reachable.ts';

const input = z.object({ skillId: rowId, comment: text(500).optional() });

/**
 * Vouches for what somebody else teaches, once. Throws skill_not_found (also where either has blocked the other),
 * own_skill, skill_not_taught, already_endorsed, action_limit, target_limit.
 */
export const endorseSkill = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { skill, endorsementId, endorsementCount } = await services.database.transaction(async (tx) => {
    const skill = await tx.userSkill.findFirst({
      where: { id: input.skillId, user: reachableFor(actor.userId) },
    });
    if (!skill) throw new EchoError('skill_not_found');
    if (skill.userId === actor.userId) throw new EchoError('own_skill');
    if (skill.type !== 'teach') throw new EchoError('skill_not_taught');
    try {
      const { id } = await tx.skillEndorsement.create({
        data: { skillId: skill.id, endorserId: actor.userId, comment: input.comment || null },
      });
      const { endorsementCount } = await tx.userSkill.update({
        where: { id: skill.id },
        data: { endorsementCount: { increment: 1 } },
      });
      await spendLimit(tx, ctx, 'skill.endorse', [skill.userId]);
      await services.events.emit(tx, `endorsement:${id}`, { type: 'skill.endorsed', v: 1, endorsementId: id });
      return { skill, endorsementId: id, endorsementCount };
    } catch (error) {
      if (isDuplicate(error)) throw new EchoError('already_endorsed');
      throw error;
    }
  });
  await services.cache.drop('user-profile', String(skill.userId));
  return { endorsementId, skillId: skill.id, userId: skill.userId, endorsementCount };
});
