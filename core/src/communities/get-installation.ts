import { z } from 'zod';
import { systemProcedure } from '../platform/procedures.ts';
import { readInstallation } from './installation.ts';

/** The app as it is installed in a Slack workspace, with its open token; null where it is not. */
export const getInstallation = systemProcedure
  .input(z.object({ teamId: z.string().min(1).max(64) }))
  .query(({ ctx, input }) => readInstallation(ctx.services, ctx.services.database.prisma, input.teamId));
