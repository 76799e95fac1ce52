import { randomBytes } from 'node:crypto';
import { secretHash } from '../../platform/door.ts';
import { protectedProcedure } from '../../platform/procedures.ts';

/** A new address for the actor's calendar feed, which is shown this once; the one before ends. */
export const openFeed = protectedProcedure.mutation(async ({ ctx: { actor, services } }) => {
  const { userId } = actor;
  const secret = randomBytes(24).toString('base64url');
  const feedHash = secretHash(secret);
  await services.database.prisma.notificationPreference.upsert({
    where: { userId },
    create: { userId, feedHash },
    update: { feedHash },
  });
  const url = services.pages.url(`/calendar/${secret}.ics`);
  return { url, webcal: url.replace(/^https?:/, 'webcal:') };
});
