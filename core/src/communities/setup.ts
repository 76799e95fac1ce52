import type { Community } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { isTimeZone } from '../platform/time.ts';
import { languages } from '../platform/words/words.ts';

/** What an organiser sets up, in this order. Each may be skipped. */
export const setupTasks = ['channel', 'scope', 'language', 'timezone'] as const;
export type SetupTask = (typeof setupTasks)[number];

export interface CommunitySetup {
  communityId: number;
  name: string;
  /** Where people are named who have news but take no direct messages; null for nowhere. */
  announcementChannelId: string | null;
  /** Who may be matched with its people: each other, or everybody. */
  matchScope: 'community' | 'network';
  language: string;
  timezone: string;
  /** Tasks that were done or skipped. */
  done: readonly SetupTask[];
}

/** How a community is set up. Throws `not_organiser` for who does not manage it. */
export const getSetup = protectedProcedure.input(z.object({ communityId: rowId })).query(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  return viewOf(await organised(services.database.prisma, input.communityId, actor.userId));
});

const input = z.object({
  communityId: rowId,
  announcementChannelId: z.string().min(1).max(64).nullable().optional(),
  matchScope: z.enum(['community', 'network']).optional(),
  language: z.enum(languages).optional(),
  timezone: z.string().max(50).optional(),
  skip: z.enum(setupTasks).optional(),
});

/** Changes what is given. What was changed or skipped is a task done. Throws `not_organiser`, `time_zone_unknown`. */
export const updateSetup = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { communityId, announcementChannelId, matchScope, language, timezone, skip } = input;
  if (timezone !== undefined && !isTimeZone(timezone)) throw new EchoError('time_zone_unknown', { given: timezone });
  const given = { channel: announcementChannelId, scope: matchScope, language, timezone };
  const finished = setupTasks.filter((task) => given[task] !== undefined || skip === task);
  return services.database.transaction(async (tx) => {
    const before = await organised(tx, communityId, actor.userId);
    const after = await tx.community.update({
      where: { id: communityId },
      data: {
        ...(announcementChannelId === undefined ? {} : { announcementChannelId }),
        ...(matchScope === undefined ? {} : { matchScope }),
        ...(language === undefined ? {} : { locale: language }),
        ...(timezone === undefined ? {} : { timezone }),
        setupDone: [...new Set([...before.setupDone, ...finished])],
      },
    });
    return viewOf(after);
  });
});

/** A community that the person organises. Throws `not_organiser`. */
export async function organised(tx: Pick<Tx, 'community'>, communityId: number, userId: number): Promise<Community> {
  const community = await tx.community.findFirst({
    where: { id: communityId, leftAt: null, memberships: { some: { userId, role: 'organiser', leftAt: null } } },
  });
  if (!community) throw new EchoError('not_organiser');
  return community;
}

const viewOf = (row: Community): CommunitySetup => ({
  communityId: row.id,
  name: row.name,
  announcementChannelId: row.announcementChannelId,
  matchScope: row.matchScope,
  language: row.locale,
  timezone: row.timezone,
  done: setupTasks.filter((task) => row.setupDone.includes(task)),
});
