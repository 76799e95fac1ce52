import { z } from 'zod';
import { rowId } from '../../platform/ids.ts';
import { systemProcedure } from '../../platform/procedures.ts';

const input = z.object({ sessionId: rowId, communityId: rowId });

/** SE-16: a session is in a community no more. */
export const clearMirror = systemProcedure.input(input).mutation(async ({ ctx, input }): Promise<void> => {
  await ctx.services.database.prisma.sessionMirror.deleteMany({ where: input });
});
