import { z } from 'zod';
import { systemProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';

const input = z.object({ platform: z.enum(['discord', 'slack', 'playground']), externalId: z.string().min(1).max(64) });

/** EchoChat was taken out of a server or a workspace. Its settings stay, for the day it comes back; its tokens do not. */
export const leave = systemProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { platform, externalId } = input;
  await ctx.services.database.transaction(async (tx) => {
    const community = await tx.community.findUnique({ where: { platform_externalId: { platform, externalId } } });
    if (!community) return;
    await tx.community.update({ where: { id: community.id }, data: { leftAt: toDate(ctx.services.clock.now()) } });
    await tx.installation.deleteMany({ where: { communityId: community.id } });
  });
});
