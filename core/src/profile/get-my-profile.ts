import { localeOf } from '../platform/locale.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { clockTimeFromDate } from '../platform/time.ts';
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
  const time = (value: Date | null | undefined) =>
    value ? clockTimeFromDate(value).toString({ smallestUnit: 'minute' }) : null;
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
      from: time(availability.preferredTimeStart),
      to: time(availability.preferredTimeEnd),
      days: availability.daysAvailable,
      isFlexible: availability.isFlexible,
    },
  };
});
