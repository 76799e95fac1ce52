import { z } from 'zod';
import { systemProcedure } from '../platform/procedures.ts';
import { reviveJobs } from './dead.sql.ts';

const jobId = z.string().regex(/^\d{1,18}$/);

/** Lets jobs that failed for good be tried again, as if they were new. Returns which; one that is not dead is none. */
export const retryDead = systemProcedure
  .input(z.object({ ids: z.union([z.literal('all'), z.array(jobId)]) }))
  .mutation(async ({ ctx, input }) => {
    const ids = input.ids === 'all' ? null : input.ids;
    const revived = await ctx.services.database.query<{ id: string }>(reviveJobs, [ids]);
    return { ids: revived.map(({ id }) => id) };
  });
