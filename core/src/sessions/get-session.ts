import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { findSession } from './find-session.ts';
import { sessionViews } from './session-view.ts';

/** One session that the actor may know of. Throws session_not_found. */
export const getSession = protectedProcedure.input(z.object({ sessionId: rowId })).query(async ({ ctx, input }) => {
  const row = await findSession(ctx.services.database.prisma, ctx, input.sessionId);
  const [session] = await sessionViews(ctx, [row]);
  if (!session) throw new EchoError('session_not_found');
  return session;
});
