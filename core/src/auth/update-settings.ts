import { z } from 'zod';
import { protectedProcedure } from '../platform/procedures.ts';
import { languages } from '../platform/words/words.ts';

const input = z.object({ language: z.enum(languages).optional(), isMatchable: z.boolean().optional() });

/** Changes the actor's language, and whether they are matched at all. */
export const updateSettings = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { language, isMatchable } = input;
  const user = await services.database.prisma.user.update({
    where: { id: actor.userId },
    data: {
      ...(language === undefined ? {} : { locale: language }),
      ...(isMatchable === undefined ? {} : { isMatchable }),
    },
    select: { locale: true, isMatchable: true },
  });
  return user;
});
