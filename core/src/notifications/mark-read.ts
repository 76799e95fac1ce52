import type { Prisma } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure, type UserContext } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { kindsOf, type NoticeGroup, noticeGroups } from './notice-groups.ts';

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
  return { read: 'id' in input ? await mark(ctx, { id: input.id }) : await markUpTo(ctx, input.upToId, input.group) };
});

/** Marks what has reached the actor up to this notice, of the group alone where one is given; returns how many. */
export const markUpTo = (ctx: UserContext, id: number, group?: NoticeGroup): Promise<number> =>
  mark(ctx, { id: { lte: id }, ...(group === undefined ? {} : { kind: { in: kindsOf(group) } }) });

async function mark({ actor, services }: UserContext, meant: Prisma.NotificationWhereInput): Promise<number> {
  const { count } = await services.database.prisma.notification.updateMany({
    where: { userId: actor.userId, readAt: null, ...meant },
    data: { readAt: toDate(services.clock.now()) },
  });
  return count;
}
