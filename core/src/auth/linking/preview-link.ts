import { z } from 'zod';
import { EchoError } from '../../platform/errors.ts';
import { protectedProcedure } from '../../platform/procedures.ts';
import { line } from '../../platform/text.ts';
import { accountView } from './account-view.ts';
import { openCode, triesPerMinute } from './open-code.ts';
import { requireChat } from './require-chat.ts';

/** AU-6: whom a code would join the actor with, before anything happens. The code stays good. Throws what `openCode` throws. */
export const previewLink = protectedProcedure.input(z.object({ code: line(20) })).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  requireChat(actor);
  await services.rateLimits.spend(`link:${actor.userId}`, triesPerMinute);
  const { prisma } = services.database;
  const code = await openCode(prisma, input.code, actor.userId, services.clock.now());
  const [mine, other] = await Promise.all([accountView(prisma, actor.userId), accountView(prisma, code.userId)]);
  if (!mine || !other) throw new EchoError('link_code_invalid');
  return { mine, other };
});
