import { z } from 'zod';
import { systemProcedure } from '../platform/procedures.ts';
import { keepLeases } from './deliveries.sql.ts';

/** What a process that dies had claimed is free again after so long; with a poll each second, others go on within ten. */
export const leaseSeconds = 8;
/** How often the leases of what is still being sent are kept up. */
export const keepEveryMs = 2_000;

const input = z.object({ sender: z.uuid(), deliveryIds: z.array(z.number().int()) });

/** Says that these are still being sent. */
export const keepDeliveries = systemProcedure.input(input).mutation(async ({ ctx, input }) => {
  await ctx.services.database.query(keepLeases, [input.deliveryIds, input.sender, leaseSeconds]);
});
