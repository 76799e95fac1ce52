import type { UserActor } from '../platform/actor.ts';
import { EchoError } from '../platform/errors.ts';
import { provenUserId } from '../platform/ids.ts';
import type { Services } from '../platform/services.ts';
import { toDate } from '../platform/time.ts';
import { permissionsOf, planOf } from './plans.ts';

/**
 * The person behind a proven user id, with plan and permissions as the rows say now. Throws `not_signed_in` for an
 * account that is gone.
 */
export async function loadActor(services: Services, userId: number, via: UserActor['via']): Promise<UserActor> {
  const { prisma } = services.database;
  const now = toDate(services.clock.now());
  const user = await prisma.user.findFirst({
    where: { id: userId, deletedAt: null },
    include: {
      availability: { select: { timezone: true } },
      subscriptions: {
        where: { status: { in: ['active', 'past_due'] }, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
        orderBy: { plan: { sortOrder: 'desc' } },
        take: 1,
        include: { plan: true },
      },
    },
  });
  if (!user) throw new EchoError('not_signed_in');
  const subscription = user.subscriptions[0] ?? null;
  const plan = subscription?.plan ?? (await prisma.subscriptionPlan.findUniqueOrThrow({ where: { name: 'free' } }));
  return {
    kind: 'user',
    via,
    userId: provenUserId(user.id),
    role: user.role,
    handle: user.handle,
    displayName: user.displayName,
    locale: user.locale,
    timezone: user.availability?.timezone ?? null,
    isOnboarded: user.onboardedAt !== null,
    plan: planOf(plan),
    subscription: subscription && {
      planId: subscription.planId,
      isActive: true,
      expiresAt: subscription.expiresAt?.toISOString() ?? null,
    },
    permissions: permissionsOf(plan, user.role),
  };
}
