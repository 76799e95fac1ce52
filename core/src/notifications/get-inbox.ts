import { z } from 'zod';
import { localeOf } from '../platform/locale.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { kindsOf, noticeGroups } from './notice-groups.ts';
import { noticeViews } from './notice-view.ts';
import { readable } from './readable.ts';

const input = z.object({
  limit: z.number().int().min(1).max(50).default(20),
  /** News of this group alone. */
  group: z.enum(noticeGroups).optional(),
  offset: z.number().int().min(0).default(0),
});

/**
 * NO-4: what the actor should know and may read, newest first; how much there is of it, and how much is unread, in whichever
 * group.
 */
export const getInbox = protectedProcedure.input(input).query(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { prisma } = services.database;
  const own = { userId: actor.userId, ...readable };
  const where = input.group === undefined ? own : { ...own, kind: { in: kindsOf(input.group) } };
  const [rows, total, unread] = await Promise.all([
    prisma.notification.findMany({ where, orderBy: { id: 'desc' }, take: input.limit, skip: input.offset }),
    prisma.notification.count({ where }),
    prisma.notification.count({ where: { ...own, readAt: null } }),
  ]);
  return { items: await noticeViews(services, rows, localeOf(actor)), total, unread };
});
