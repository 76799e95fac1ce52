import type { Identity } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { systemProcedure } from '../platform/procedures.ts';
import { fromDate, toDate } from '../platform/time.ts';
import { wakeAgain } from './plan-delivery.ts';

const platform = z.enum(['discord', 'slack']);
type ChatPlatform = z.output<typeof platform>;

const input = z.object({
  userId: z.number().int(),
  /** The chats that can be sent to now. */
  platforms: z.array(platform),
});

/** News this old say nothing new, whatever held them up: quiet hours last a day at most. The inbox has them. */
const tooOldHours = 48;
/** A person is named in a channel once in this time at most. */
const mentionHours = 24;

/** The way that a delivery takes. */
export interface Route {
  identityId: number;
  platform: ChatPlatform;
  workspaceId: string;
  externalId: string;
  /** The conversation with them, if one was opened, or the channel they are named in. */
  channelId: string | null;
}

export interface DueDelivery {
  deliveryId: number;
  notificationId: number;
  kind: 'message' | 'mention';
  /** When a try began that may have arrived unseen; null where none can have. */
  firstTriedAt: Date | null;
  route: Route;
}

/**
 * What is to be sent to a person next, and where; marked as being tried. Null where nothing is due: what was read
 * meanwhile, is too old, or has no way that is open is let go, for the inbox has it.
 */
export const nextDelivery = systemProcedure
  .input(input)
  .mutation(async ({ ctx, input }): Promise<DueDelivery | null> => {
    const { database, clock } = ctx.services;
    const now = clock.now();
    return database.transaction(async (tx) => {
      for (;;) {
        const next = await tx.delivery.findFirst({
          where: { userId: input.userId, state: 'waiting' },
          // What has an hour by which it is of use goes before what has none.
          orderBy: [{ deadline: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
          include: { notification: { select: { readAt: true } } },
        });
        if (!next) return null;
        if (next.dueAt > toDate(now)) {
          // Whoever asks came too early: the clocks of a process and of the database are never quite the same.
          await wakeAgain(tx, input.userId, fromDate(next.dueAt).since(now));
          return null;
        }
        const isOld =
          next.createdAt < toDate(now.subtract({ hours: tooOldHours })) ||
          (next.deadline !== null && next.deadline <= toDate(now));
        const known = next.triedAt === null ? null : next.identityId;
        const way =
          isOld || next.notification.readAt
            ? null
            : await wayTo(tx, input.userId, input.platforms, now, known, next.id);
        if (!way) {
          await tx.delivery.update({ where: { id: next.id }, data: { state: 'dropped', settledAt: toDate(now) } });
          continue;
        }
        await tx.delivery.update({
          where: { id: next.id },
          data: {
            kind: way.kind,
            identityId: way.route.identityId,
            attempts: { increment: 1 },
            triedAt: next.triedAt ?? toDate(now),
          },
        });
        return { deliveryId: next.id, notificationId: next.notificationId, firstTriedAt: next.triedAt, ...way };
      }
    });
  });

/** By direct message where they want those and one chat takes them, else by a mention in a community of theirs. */
async function wayTo(
  tx: Tx,
  userId: number,
  platforms: readonly ChatPlatform[],
  now: Temporal.Instant,
  known: number | null,
  deliveryId: number,
): Promise<{ kind: 'message' | 'mention'; route: Route } | null> {
  const preference = await tx.notificationPreference.findUnique({ where: { userId } });
  const identities = await tx.identity.findMany({
    where: { userId, platform: { in: [...platforms] } },
    orderBy: [{ lastSeenAt: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
  });
  if (preference?.directMessages === 'on') {
    const open = identities.filter((identity) => identity.dmClosedAt === null);
    // A try whose end nobody saw is repeated on the same way, or it would arrive twice.
    const identity = open.find(({ id }) => id === known) ?? open[0];
    if (identity) return { kind: 'message', route: routeOf(identity, identity.dmChannelId) };
  }
  const since = toDate(now.subtract({ hours: mentionHours }));
  const told = await tx.delivery.count({
    where: { userId, kind: 'mention', state: 'sent', settledAt: { gt: since }, id: { not: deliveryId } },
  });
  if (told > 0) return null;
  for (const identity of identities) {
    const community = await tx.community.findFirst({
      where: {
        platform: identity.platform,
        ...(identity.workspaceId === '' ? {} : { externalId: identity.workspaceId }),
        announcementChannelId: { not: null },
        leftAt: null,
        memberships: { some: { userId, leftAt: null } },
      },
      orderBy: { id: 'asc' },
    });
    if (community?.announcementChannelId)
      return { kind: 'mention', route: routeOf(identity, community.announcementChannelId) };
  }
  return null;
}

function routeOf({ id, platform, workspaceId, externalId }: Identity, channelId: string | null): Route {
  if (platform === 'playground') throw new Error('nothing is sent to the playground');
  return { identityId: id, platform, workspaceId, externalId, channelId };
}
