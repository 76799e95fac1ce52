import { clockTimeText } from '../platform/clock-time.ts';
import { localeOf } from '../platform/locale.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { skillTree } from '../skills/load-tree.ts';
import { profileFacts } from '../skills/profile-facts.ts';

/** The actor's own profile, whole: what others see and what only they do. */
export const getMyProfile = protectedProcedure.query(async ({ ctx }) => {
  const { actor, services } = ctx;
  const [tree, user] = await Promise.all([
    skillTree(services),
    services.database.prisma.user.findUniqueOrThrow({
      where: { id: actor.userId },
      include: { profile: true, availability: true, identities: { select: { platform: true, handle: true } } },
    }),
  ]);
  const { profile, availability } = user;
  const facts = profileFacts(profile);
  return {
    userId: user.id,
    handle: user.handle,
    displayName: user.displayName,
    locale: user.locale,
    isMatchable: user.isMatchable,
    isOnboarded: user.onboardedAt !== null,
    identities: user.identities,
    plan: actor.plan.name,
    ...facts,
    interests: facts.interests.flatMap((id) => (tree.get(id) ? [{ id, name: tree.nameOf(id, localeOf(actor)) }] : [])),
    availability: availability && {
      timezone: availability.timezone,
      from: clockTimeText(availability.preferredTimeStart),
      to: clockTimeText(availability.preferredTimeEnd),
      days: availability.daysAvailable,
      isFlexible: availability.isFlexible,
    },
  };
});
