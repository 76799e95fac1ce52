import { z } from 'zod';
import { rowId } from '../../platform/ids.ts';
import { systemProcedure } from '../../platform/procedures.ts';

const input = z.object({
  sessionId: rowId,
  communityId: rowId,
  /** Null: it was taken away there, and is not made again. */
  eventId: z.string().min(1).max(64).nullable(),
  sequence: z.number().int().min(0),
});

/** SE-16: what a session is in a community now. */
export const setMirror = systemProcedure.input(input).mutation(async ({ ctx, input }): Promise<void> => {
  const { sessionId, communityId, eventId, sequence } = input;
  await ctx.services.database.prisma.sessionMirror.upsert({
    where: { sessionId_communityId: { sessionId, communityId } },
    create: input,
    update: { eventId, sequence },
  });
});
