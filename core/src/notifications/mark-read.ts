import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { kindsOf, noticeGroups } from './notice-groups.ts';

const markReadInput = z.union([
  z.strictObject({
    upToId: rowId,
    /** Those of this group alone. */
    group: z.enum(noticeGroups).optional(),
  }),
  z.strictObject({ id: rowId }),
]);

/** Marks notices of the actor as read: those up to and including `upToId`, or the one of `id`. */
export const markRead = protectedProcedure.input(markReadInput).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { count } = await services.database.prisma.notification.updateMany({
    where: { userId: actor.userId, readAt: null, ...meantBy(input) },
    data: { readAt: toDate(services.clock.now()) },
  });
  return { read: count };
});

function meantBy(input: z.output<typeof markReadInput>) {
  if ('id' in input) return { id: input.id };
  const { upToId, group } = input;
  return { id: { lte: upToId }, ...(group === undefined ? {} : { kind: { in: kindsOf(group) } }) };
}
