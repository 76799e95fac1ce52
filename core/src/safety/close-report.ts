import type { Prisma } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import type { Services } from '../platform/services.ts';
import { text } from '../platform/text.ts';
import { toDate } from '../platform/time.ts';
import { reportOutcomes } from './report-reasons.ts';
import { type ReportView, reportViews, withItems } from './report-view.ts';
import { reportsFor } from './reports-for.ts';

export const closing = z.object({
  reportId: rowId,
  outcome: z.enum(reportOutcomes),
  /** Why, for those who look at reports; nobody else reads it. */
  note: text(500).default(''),
});

/**
 * SF-13: closes a report that the actor may look at; who made it hears what came of it. The same outcome again changes
 * nothing. Throws report_not_found, report_closed where it was closed otherwise.
 */
export const closeReport = protectedProcedure
  .input(closing)
  .mutation(async ({ ctx: { actor, services }, input }) =>
    close(services, await reportsFor(services.database.prisma, actor), input, actor.userId),
  );

/** The same for who runs EchoChat, of any report. */
export async function close(
  services: Services,
  may: Prisma.ReportWhereInput,
  { reportId, outcome, note }: z.output<typeof closing>,
  closedById: number | null,
): Promise<ReportView> {
  const closedAt = toDate(services.clock.now());
  return services.database.transaction(async (tx) => {
    const { count } = await tx.report.updateMany({
      where: { AND: [{ id: reportId, status: 'open' }, may] },
      data: { status: outcome, closedAt, closedById, note: note === '' ? null : note },
    });
    const row = await tx.report.findFirst({ where: { AND: [{ id: reportId }, may] }, include: withItems });
    if (!row) throw new EchoError('report_not_found');
    if (row.status !== outcome) throw new EchoError('report_closed');
    if (count > 0)
      await services.events.emit(tx, `report-closed:${reportId}`, { type: 'report.closed', v: 1, reportId });
    const [view] = await reportViews(tx, [row]);
    if (!view) throw new EchoError('report_not_found');
    return view;
  });
}
