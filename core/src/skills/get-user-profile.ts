import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { localeOf } from '../platform/locale.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import type { Services } from '../platform/services.ts';
import type { Language } from '../platform/words/words.ts';
import { requireVisible } from '../safety/sight.ts';
import { skillTree } from './load-tree.ts';
import { profileFacts } from './profile-facts.ts';
import { skillViews } from './skill-view.ts';

const notFound = () => new EchoError('person_not_found');

/** A learner as others may see them, skills included. Throws person_not_found for whom the actor may not see. */
export const getUserProfile = protectedProcedure.input(z.object({ userId: rowId })).query(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const [, profile] = await Promise.all([
    requireVisible(services.database.prisma, actor.userId, input.userId),
    readProfile(services, input.userId, localeOf(actor)),
  ]);
  return profile;
});

/** A learner's profile in words. The caller has seen to it that the reader may see them. */
export async function readProfile(services: Services, userId: number, language: Language) {
  const [tree, profile] = await Promise.all([skillTree(services), publicProfile(services, userId)]);
  const { skills, interests, ...rest } = profile;
  return {
    ...rest,
    interests: interests.flatMap((id) => (tree.get(id) ? [{ id, name: tree.nameOf(id, language) }] : [])),
    skills: skillViews(tree, skills, language),
  };
}

/** The rows behind a public profile, for five minutes; whatever changes one of them drops it. */
function publicProfile(services: Services, userId: number) {
  return services.cache.getOrLoad('user-profile', String(userId), async () => {
    const user = await services.database.prisma.user.findFirst({
      where: { id: userId, deletedAt: null },
      include: {
        profile: true,
        availability: true,
        skills: {
          omit: { createdAt: true, updatedAt: true },
          orderBy: [{ type: 'asc' }, { proficiencyLevel: 'desc' }, { id: 'asc' }],
        },
      },
    });
    // Thrown, so that it is not kept: the next account may get this id.
    if (!user) throw notFound();
    const { profile, availability, skills } = user;
    return {
      userId: user.id,
      handle: user.handle,
      displayName: user.displayName,
      ...profileFacts(profile),
      timezone: availability?.timezone ?? null,
      skills,
    };
  });
}
