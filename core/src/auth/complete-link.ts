import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { line } from '../platform/text.ts';
import { toDate } from '../platform/time.ts';
import { openCode, triesPerMinute } from './linking/open-code.ts';
import { requireChat } from './linking/require-chat.ts';

/** For so long the other side may say yes. */
export const linkRequestMinutes = 60;

/**
 * AU-6: says that the actor's account and the one that the code was made for are to be joined. Nothing is joined yet: the
 * other side is asked, once. The code is used up. Throws what `openCode` throws.
 */
export const completeLink = protectedProcedure.input(z.object({ code: line(20) })).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  requireChat(actor);
  await services.rateLimits.spend(`link:${actor.userId}`, triesPerMinute);
  const now = services.clock.now();
  return services.database.transaction(async (tx) => {
    const code = await openCode(tx, input.code, actor.userId, now);
    const { count } = await tx.linkCode.updateMany({
      where: { id: code.id, usedAt: null },
      data: { usedAt: toDate(now) },
    });
    if (count === 0) throw new EchoError('link_code_invalid');
    // A newer question takes the place of an older one.
    await tx.linkRequest.deleteMany({ where: { fromId: code.userId, answer: null } });
    const request = await tx.linkRequest.create({
      data: {
        fromId: code.userId,
        toId: actor.userId,
        platform: actor.via,
        createdAt: toDate(now),
        expiresAt: toDate(now.add({ minutes: linkRequestMinutes })),
      },
    });
    await services.events.emit(tx, `link-asked:${request.id}`, {
      type: 'account.link-asked',
      v: 1,
      requestId: request.id,
      to: code.userId,
    });
    return { requestId: request.id, minutes: linkRequestMinutes };
  });
});
