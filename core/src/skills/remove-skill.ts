import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';

/** Removes one of the actor's skills, and its endorsements with it. Throws skill_not_found. */
export const removeSkill = protectedProcedure
  .meta({ permission: 'skills:manage' })
  .input(z.object({ skillId: rowId }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { count } = await services.database.prisma.userSkill.deleteMany({
      where: { id: input.skillId, userId: actor.userId },
    });
    if (count === 0) throw new EchoError('skill_not_found');
    await services.cache.drop('user-profile', String(actor.userId));
    return { removed: input.skillId };
  });
