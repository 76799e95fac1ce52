import { z } from 'zod';
import { protectedProcedure } from '../platform/procedures.ts';

/** A picture is shown to others, so only https, and no address with a name or password in it. */
const pictureUrl = z
  .string()
  .trim()
  .max(2_000)
  .refine((value) => {
    if (!URL.canParse(value)) return false;
    const { protocol, username, password } = new URL(value);
    return protocol === 'https:' && username === '' && password === '';
  }, 'https_address')
  // As browsers read it: what may not stand in an address is written as its code.
  .transform((value) => new URL(value).href);

/** Sets the actor's picture. */
export const updateAvatar = protectedProcedure
  .input(z.object({ avatarUrl: pictureUrl }))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const { avatarUrl } = input;
    await services.database.prisma.extendedProfile.upsert({
      where: { userId: actor.userId },
      create: { userId: actor.userId, avatarUrl },
      update: { avatarUrl },
    });
    await services.cache.drop('user-profile', String(actor.userId));
    return { avatarUrl };
  });
