import { z } from 'zod';
import { isDuplicate } from '../platform/db/failures.ts';
import { systemProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { readState, stateHash } from './install-state.ts';

const input = z.object({ state: z.string().max(200), browser: z.string().max(100) });

/** `unknown`: never begun here, or in another browser. */
export type Finished = 'ok' | 'unknown' | 'used' | 'expired';

/** Somebody comes back from Slack. A state is good once, for ten minutes, in the browser that it was given to. */
export const finishInstall = systemProcedure.input(input).mutation(async ({ ctx, input }): Promise<Finished> => {
  const { database, clock, sealing } = ctx.services;
  const { state, browser } = input;
  const until = readState(sealing, browser, state);
  if (until === null) return 'unknown';
  const now = clock.now();
  if (Temporal.Instant.compare(until, now) <= 0) return 'expired';
  // What is remembered is that it was used, for as long as it could be used again.
  await database.prisma.installState.deleteMany({ where: { expiresAt: { lt: toDate(now) } } });
  try {
    await database.prisma.installState.create({
      data: { stateHash: stateHash(state, browser), expiresAt: toDate(until), usedAt: toDate(now) },
    });
    return 'ok';
  } catch (error) {
    if (isDuplicate(error)) return 'used';
    throw error;
  }
});
