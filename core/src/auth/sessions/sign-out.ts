import { z } from 'zod';
import { EchoError } from '../../platform/errors.ts';
import { rowId } from '../../platform/ids.ts';
import { protectedProcedure } from '../../platform/procedures.ts';
import { endSessions } from './end-sessions.ts';

/** Ends one sign-in of the actor's, with all that was opened from it. What has ended already stays so. */
export const endSignIn = protectedProcedure.input(z.object({ id: rowId })).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const session = await services.database.prisma.browserSession.findFirst({
    where: { id: input.id, userId: actor.userId },
    select: { family: true },
  });
  return { ended: session ? await endSessions(services, actor.userId, { family: session.family }) : 0 };
});

/** Ends every sign-in of the actor's, also of links that have not been followed yet. */
export const signOutEverywhere = protectedProcedure.mutation(async ({ ctx }) => {
  const { actor, services } = ctx;
  const theirs = { where: { userId: actor.userId } };
  await services.database.prisma.roomDoor.deleteMany(theirs);
  await services.database.prisma.pageDoor.deleteMany(theirs);
  return { ended: await endSessions(services, actor.userId, {}) };
});

/** Ends the sign-in of the browser that asks. */
export const signOut = protectedProcedure.mutation(async ({ ctx }) => {
  const { actor, services } = ctx;
  if (actor.grant === null) throw new EchoError('not_allowed');
  const { sessionId: id } = actor.grant;
  const session = await services.database.prisma.browserSession.findUnique({ where: { id } });
  return { ended: session ? await endSessions(services, actor.userId, { family: session.family }) : 0 };
});
