import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { systemProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { installMinutes, stateHash } from './install-state.ts';

const input = z.object({
  /** A secret that only the browser keeps, in a cookie. */
  browser: z.string().min(32).max(100),
});

/** Somebody sets out to install the app: the state that they must come back with, within ten minutes, once. */
export const beginInstall = systemProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { database, clock } = ctx.services;
  const state = randomBytes(32).toString('base64url');
  const now = clock.now();
  await database.prisma.installState.create({
    data: {
      stateHash: stateHash(state, input.browser),
      expiresAt: toDate(now.add({ minutes: installMinutes })),
    },
  });
  // A day later nobody comes back with one any more, not even to be told that it is too old.
  await database.prisma.installState.deleteMany({ where: { expiresAt: { lt: toDate(now.subtract({ hours: 24 })) } } });
  return { state };
});
