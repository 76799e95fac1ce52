import { z } from 'zod';
import { secretProcedure } from '../platform/procedures.ts';
import { loadActor } from './load-actor.ts';
import { youOf } from './pages-entry.ts';
import { rotateSession } from './sessions/rotate-session.ts';
import { grantOf } from './sessions/session-row.ts';
import { tokenFor } from './token-for.ts';

/** A new token and the next refresh token of a person's own pages. Throws not_signed_in for a refresh token that is none. */
export const renewPages = secretProcedure
  .input(z.object({ pass: z.string().max(2_000) }))
  .mutation(async ({ ctx, input }) => {
    const { services } = ctx;
    const { session, pass } = await rotateSession(services, input.pass, ['pages']);
    const actor = await loadActor(services, session.userId, 'browser');
    return { token: await tokenFor(services, actor, grantOf(session)), pass, you: youOf(actor) };
  });
