import { z } from 'zod';
import { secretProcedure } from '../platform/procedures.ts';
import { loadActor } from './load-actor.ts';
import { pagesEntry } from './pages-entry.ts';

/** A new token and a new pass for who holds a pass of twelve hours. Throws not_signed_in for a pass that is none. */
export const renewPages = secretProcedure
  .input(z.object({ pass: z.string().max(2_000) }))
  .mutation(async ({ ctx, input }) => {
    const { services } = ctx;
    const { userId } = await services.tokens.verifyPagesPass(input.pass);
    return pagesEntry(services, await loadActor(services, userId, 'browser'));
  });
