import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { systemProcedure } from '../platform/procedures.ts';
import { close, closing } from './close-report.ts';
import { reportViews, withItems } from './report-view.ts';
import { unattended } from './reports-for.ts';

// For who runs EchoChat, by `npm run reports`.

const listing = z.object({
  /** Those of communities with organisers too. */
  isAll: z.boolean().default(false),
  limit: z.number().int().min(1).max(1_000).default(100),
});

/** The open reports that no organiser can look at, or all open ones; the oldest first, and how many there are. */
export const getOperatorReports = systemProcedure.input(listing).query(async ({ ctx, input }) => {
  const { prisma } = ctx.services.database;
  const where = { status: 'open' as const, ...(input.isAll ? {} : await unattended(prisma)) };
  const [rows, total] = await Promise.all([
    prisma.report.findMany({ where, include: withItems, orderBy: { id: 'asc' }, take: input.limit }),
    prisma.report.count({ where }),
  ]);
  return { items: await reportViews(prisma, rows), total };
});

/** Any report, with who made it. Throws report_not_found. */
export const getOperatorReport = systemProcedure
  .input(z.object({ reportId: rowId }))
  .query(async ({ ctx: { services }, input }) => {
    const { prisma } = services.database;
    const row = await prisma.report.findUnique({
      where: { id: input.reportId },
      include: { ...withItems, reporter: { select: { handle: true, displayName: true } } },
    });
    const [view] = row ? await reportViews(prisma, [row]) : [];
    if (!row || !view) throw new EchoError('report_not_found');
    return { ...view, reporter: row.reporter };
  });

/** Closes any report. Throws report_not_found, report_closed. */
export const closeOperatorReport = systemProcedure
  .input(closing)
  .mutation(({ ctx: { services }, input }) => close(services, {}, input, null));
