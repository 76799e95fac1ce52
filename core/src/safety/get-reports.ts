import type { Prisma } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { type ReportView, reportViews, withItems } from './report-view.ts';
import { reportsFor, requireOrganiser } from './reports-for.ts';

const input = z.object({
  /** Of one community; of all that the actor looks after without it. */
  communityId: rowId.optional(),
  isClosed: z.boolean().default(false),
  limit: z.number().int().min(1).max(50).default(20),
  offset: z.number().int().min(0).max(100_000).default(0),
});

/**
 * SF-12: the reports that the actor may look at, the oldest open ones first, and how many there are. To have looked is to
 * have heard: what their inbox says of new ones is read. Throws not_organiser.
 */
export const getReports = protectedProcedure.input(input).query(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { prisma } = services.database;
  const { communityId, isClosed, limit, offset } = input;
  await requireOrganiser(prisma, actor, communityId);
  const where: Prisma.ReportWhereInput = {
    AND: [await reportsFor(prisma, actor), ...(communityId === undefined ? [] : [{ communityId }])],
    status: isClosed ? { not: 'open' } : 'open',
  };
  const orderBy = isClosed ? [{ closedAt: 'desc' as const }] : [{ createdAt: 'asc' as const }];
  const [rows, total] = await Promise.all([
    prisma.report.findMany({
      where,
      include: withItems,
      orderBy: [...orderBy, { id: 'asc' }],
      take: limit,
      skip: offset,
    }),
    prisma.report.count({ where }),
    prisma.notification.updateMany({
      where: { userId: actor.userId, kind: 'report.new', readAt: null },
      data: { readAt: toDate(services.clock.now()) },
    }),
  ]);
  return { items: await reportViews(prisma, rows), total };
});

/** One of them. Throws report_not_found. */
export const getReport = protectedProcedure
  .input(z.object({ reportId: rowId }))
  .query(async ({ ctx: { actor, services }, input }): Promise<ReportView> => {
    const { prisma } = services.database;
    const row = await prisma.report.findFirst({
      where: { id: input.reportId, ...(await reportsFor(prisma, actor)) },
      include: withItems,
    });
    const [view] = row ? await reportViews(prisma, [row]) : [];
    if (!view) throw new EchoError('report_not_found');
    return view;
  });
