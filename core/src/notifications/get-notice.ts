import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { localeOf } from '../platform/locale.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { noticeViews } from './notice-view.ts';
import { readable } from './readable.ts';

/** One of the actor's notices, for showing it as it arrives; null where it is not theirs, gone,
 * or not for them to read any more (NO-4). */
export const getNotice = protectedProcedure.input(z.object({ id: rowId })).query(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const row = await services.database.prisma.notification.findFirst({
    where: { id: input.id, userId: actor.userId, ...readable },
  });
  const [view] = row ? await noticeViews(services, [row], localeOf(actor)) : [];
  return view ?? null;
});
