import { z } from 'zod';
import { systemProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { stateHash } from './install-state.ts';

const input = z.object({ state: z.string().max(200), browser: z.string().max(100) });

/** `unknown`: never begun here, or in another browser. */
export type Finished = 'ok' | 'unknown' | 'used' | 'expired';

/** Somebody comes back from Slack. A state is good once, for ten minutes, in the browser that it was given to. */
export const finishInstall = systemProcedure.input(input).mutation(async ({ ctx, input }): Promise<Finished> => {
  const { database, clock } = ctx.services;
  const hash = stateHash(input.state, input.browser);
  const now = toDate(clock.now());
  const { count } = await database.prisma.installState.updateMany({
    where: { stateHash: hash, usedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  });
  if (count === 1) return 'ok';
  const known = await database.prisma.installState.findUnique({ where: { stateHash: hash } });
  if (!known) return 'unknown';
  return known.usedAt ? 'used' : 'expired';
});
