// Rows that a suite begins from, written past the procedures.

import { randomUUID } from 'node:crypto';
import type { Core } from '@echochat/core/core.ts';
import type { LearningMatch, LearningPartnership, Prisma } from '@echochat/prisma/client.ts';

/** Puts somebody on a paid plan. */
export async function subscribe({ services }: Core, userId: number, plan: 'pro' | 'enterprise'): Promise<void> {
  const { prisma } = services.database;
  const { id: planId } = await prisma.subscriptionPlan.findUniqueOrThrow({ where: { name: plan } });
  await prisma.userSubscription.create({ data: { userId, planId } });
}

export async function block({ services }: Core, blockerId: number, blockedId: number): Promise<void> {
  await services.database.prisma.block.create({ data: { blockerId, blockedId } });
}

const pair = (a: number, b: number) => ({ userId1: Math.min(a, b), userId2: Math.max(a, b) });

/** A match that `a` asked for, open for 48 hours from now unless `given` says otherwise. */
export function matchRow(
  { services }: Core,
  a: number,
  b: number,
  given: Partial<Prisma.LearningMatchUncheckedCreateInput> = {},
): Promise<LearningMatch> {
  const now = services.clock.now();
  const at = (hours: number) => new Date(now.add({ hours }).epochMilliseconds);
  const scores = {
    compatibilityScore: 50,
    interestScore: 50,
    complementarityScore: 50,
    goalScore: 50,
    timezoneScore: 50,
  };
  const times = { createdAt: at(0), expiresAt: at(48) };
  return services.database.prisma.learningMatch.create({
    data: { ...pair(a, b), requestedById: a, ...scores, ...times, ...given },
  });
}

export function partnershipRow(
  { services }: Core,
  a: number,
  b: number,
  given: Partial<Prisma.LearningPartnershipUncheckedCreateInput> = {},
): Promise<LearningPartnership> {
  return services.database.prisma.learningPartnership.create({ data: { ...pair(a, b), ...given } });
}

/** A closed community that these people belong to: they see each other, may ask each other, and know each other's hours. */
export async function community({ services }: Core, people: readonly { userId: number }[]): Promise<number> {
  const { id } = await services.database.prisma.community.create({
    data: {
      platform: 'discord',
      externalId: randomUUID(),
      name: 'Learners',
      memberships: { create: people.map(({ userId }) => ({ userId })) },
    },
  });
  return id;
}

/** These people take invitations of whoever sees them. */
export async function takesInvitations({ services }: Core, people: readonly { userId: number }[]): Promise<void> {
  for (const { userId } of people)
    await services.database.prisma.notificationPreference.upsert({
      where: { userId },
      create: { userId, openToInvitations: true },
      update: { openToInvitations: true },
    });
}
