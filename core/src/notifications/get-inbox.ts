import { z } from 'zod';
import { localeOf } from '../platform/locale.ts';
import { protectedProcedure, type UserContext } from '../platform/procedures.ts';
import { kindsOf, noticeGroups } from './notice-groups.ts';
import { noticeViews } from './notice-view.ts';
import { readable } from './readable.ts';

export const inboxInput = z.object({
  limit: z.number().int().min(1).max(50).default(20),
  /** News of this group alone. */
  group: z.enum(noticeGroups).optional(),
  offset: z.number().int().min(0).default(0),
});

/**
 * NO-4: what the actor should know and may read, newest first; how much there is of it, and how much is unread, in whichever
 * group.
 */
export const getInbox = protectedProcedure.input(inboxInput).query(async ({ ctx, input }) => {
  const { rows, total, unread } = await inboxPage(ctx, input);
  return { items: await noticeViews(ctx.services, rows, localeOf(ctx.actor)), total, unread };
});

/** The rows of a page of the inbox: one round trip. */
export async function inboxPage({ actor, services }: UserContext, input: z.output<typeof inboxInput>) {
  const { prisma } = services.database;
  const own = { userId: actor.userId, ...readable };
  const where = input.group === undefined ? own : { ...own, kind: { in: kindsOf(input.group) } };
  const [rows, total, unread] = await Promise.all([
    prisma.notification.findMany({ where, orderBy: { id: 'desc' }, take: input.limit, skip: input.offset }),
    prisma.notification.count({ where }),
    prisma.notification.count({ where: { ...own, readAt: null } }),
  ]);
  return { rows, total, unread };
}
