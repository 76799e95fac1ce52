import { EchoError } from '../platform/errors.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { openShortSession } from './sessions/open-session.ts';
import { tokenFor } from './token-for.ts';

/**
 * A token of 15 minutes. By a token: another one of the same session, which lives no longer for it. By a chat: one of a new
 * session, that of the playground for everything, others for the person's own pages.
 */
export const createToken = protectedProcedure.mutation(async ({ ctx }) => {
  const { actor, services } = ctx;
  if (actor.grant !== null) return { token: await tokenFor(services, actor, actor.grant) };
  if (actor.via === 'browser') throw new EchoError('not_allowed');
  const audience = actor.via === 'playground' ? 'playground' : 'pages';
  return {
    token: await openShortSession(services, actor, { audience, roomId: null, userAgent: undefined, parentId: null }),
  };
});
