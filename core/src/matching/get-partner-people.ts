import { protectedProcedure } from '../platform/procedures.ts';
import { shownAvatar } from '../safety/avatar.ts';
import { reachableFor } from '../safety/reachable.ts';

/** Who the actor's partners are, and no more than that: for lists of people. Nobody who blocked or is blocked. */
export const getPartnerPeople = protectedProcedure.query(async ({ ctx: { actor, services } }) => {
  const { userId } = actor;
  const ongoing = { status: { not: 'ended' } } as const;
  const people = await services.database.prisma.user.findMany({
    where: {
      ...reachableFor(userId),
      OR: [
        { partnershipsAsFirst: { some: { userId2: userId, ...ongoing } } },
        { partnershipsAsSecond: { some: { userId1: userId, ...ongoing } } },
      ],
    },
    select: { id: true, displayName: true, profile: { select: { avatarUrl: true } } },
    orderBy: { id: 'asc' },
  });
  return people.map(({ id, displayName, profile }) => ({
    userId: id,
    displayName,
    avatarUrl: shownAvatar(profile?.avatarUrl),
  }));
});
