import { z } from 'zod';
import { systemProcedure } from '../platform/procedures.ts';
import { type DeadRow, deadJobs } from './dead.sql.ts';

/** The jobs that failed for good, the newest first, and how many there are. They stay until they are tried again. */
export const getDead = systemProcedure
  .input(z.object({ limit: z.number().int().min(1).max(1_000).default(100) }))
  .query(async ({ ctx, input }) => {
    const rows = await ctx.services.database.query<DeadRow>(deadJobs, [input.limit]);
    return { total: rows[0]?.total ?? 0, jobs: rows.map(({ total: _, ...job }) => job) };
  });
