import { z } from 'zod';
import { systemProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { lockInstallation, readInstallation } from './installation.ts';

const input = z.object({
  teamId: z.string().min(1).max(64),
  /** The token that was refused: where another has taken its place meanwhile, nothing is removed. */
  refusedToken: z.string().optional(),
});

/** The app is out of a Slack workspace: its tokens are deleted, and the community is left. False where there was nothing. */
export const removeInstallation = systemProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { services } = ctx;
  const { teamId, refusedToken } = input;
  return services.database.transaction(async (tx) => {
    await lockInstallation(tx, teamId);
    if (refusedToken !== undefined) {
      const stands = await readInstallation(services, tx, teamId);
      if (stands && stands.token !== refusedToken) return false;
    }
    const { count } = await tx.installation.deleteMany({ where: { platform: 'slack', teamId } });
    await tx.community.updateMany({
      where: { platform: 'slack', externalId: teamId, leftAt: null },
      data: { leftAt: toDate(services.clock.now()) },
    });
    return count > 0;
  });
});
