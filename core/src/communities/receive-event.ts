import { z } from 'zod';
import { systemProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';

const input = z.object({
  provider: z.literal('slack'),
  eventId: z.string().min(1).max(200),
  type: z.string().min(1).max(100),
});

/** Notes an event that a platform may send again. True for whoever notes it first, of all processes: they act on it. */
export const receiveEvent = systemProcedure.input(input).mutation(async ({ ctx, input }): Promise<boolean> => {
  const receivedAt = toDate(ctx.services.clock.now());
  const { count } = await ctx.services.database.prisma.webhookEvent.createMany({
    data: [{ ...input, receivedAt }],
    skipDuplicates: true,
  });
  return count === 1;
});
