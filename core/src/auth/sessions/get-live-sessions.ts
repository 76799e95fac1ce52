import { z } from 'zod';
import { rowId } from '../../platform/ids.ts';
import { systemProcedure } from '../../platform/procedures.ts';
import type { Services } from '../../platform/services.ts';
import { isLive } from './session-row.ts';

/** Of browser sessions, the ids of those that have not ended and whose account still is. For who holds a line open. */
export const getLiveSessions = systemProcedure
  .input(z.object({ ids: z.array(rowId).max(5_000) }))
  .query(({ ctx, input }) => liveSessions(ctx.services, input.ids));

export async function liveSessions({ database, clock }: Services, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const live = await database.prisma.browserSession.findMany({
    where: { id: { in: [...ids] }, ...isLive(clock.now()), user: { deletedAt: null } },
    select: { id: true },
  });
  return live.map(({ id }) => id);
}
