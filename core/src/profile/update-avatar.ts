import { z } from 'zod';
import { protectedProcedure } from '../platform/procedures.ts';
import { shownAvatar } from '../safety/avatar.ts';

const pictureUrl = z
  .string()
  .trim()
  .max(2_000)
  .transform((value, ctx) => {
    const shown = shownAvatar(value);
    if (shown !== null) return shown;
    ctx.addIssue({ code: 'custom', message: 'avatar_address' });
    return z.NEVER;
  });

/** Sets the actor's picture: one of Discord's, Slack's or Gravatar's. */
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
