import { z } from 'zod';
import { systemProcedure } from '../platform/procedures.ts';
import { installMinutes, makeState } from './install-state.ts';

const input = z.object({
  /** A secret that only the browser keeps, in a cookie. */
  browser: z.string().min(32).max(100),
});

/**
 * Somebody sets out to install the app: the state that they must come back with, within ten minutes, once. Nothing is
 * kept of who sets out, since anybody may, as often as they like.
 */
export const beginInstall = systemProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { sealing, clock } = ctx.services;
  return { state: makeState(sealing, input.browser, clock.now().add({ minutes: installMinutes })) };
});
