import { z } from 'zod';
import { EchoError } from '../platform/errors.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { line } from '../platform/text.ts';
import { toDate } from '../platform/time.ts';
import { mergeUsers } from './merge-users.ts';
import { linkCodeHash } from './rules/link-code.ts';

/** Tries at codes a minute: a guess has no hope within a code's ten minutes. */
const triesPerMinute = 10;

/**
 * Joins the account that the code was made for with the actor's: the older account stays and takes over everything of
 * the younger one. Throws `link_code_invalid` (wrong, used, expired) and `link_code_own`.
 */
export const completeLink = protectedProcedure.input(z.object({ code: line(20) })).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  await services.rateLimits.spend(`link:${actor.userId}`, triesPerMinute);
  const now = services.clock.now();

  const merged = await services.database.transaction(async (tx) => {
    const code = await tx.linkCode.findUnique({ where: { codeHash: linkCodeHash(input.code) } });
    if (!code) throw new EchoError('link_code_invalid');
    if (code.userId === actor.userId) throw new EchoError('link_code_own');
    const { count } = await tx.linkCode.updateMany({
      where: { id: code.id, usedAt: null, expiresAt: { gt: toDate(now) } },
      data: { usedAt: toDate(now) },
    });
    if (count === 0) throw new EchoError('link_code_invalid');

    const [kept, absorbed] = code.userId < actor.userId ? [code.userId, actor.userId] : [actor.userId, code.userId];
    await mergeUsers(tx, kept, absorbed, toDate(now));
    await services.events.emit(tx, `link:${code.id}`, {
      type: 'account.linked',
      v: 1,
      userId: kept,
      platform: actor.via,
    });
    return { userId: kept, absorbedId: absorbed };
  });
  await services.cache.drop('user-profile', String(merged.userId));
  await services.cache.drop('user-profile', String(merged.absorbedId));
  // Pages that speak as the account that is gone end.
  await services.realtime.tellAccounts({ accounts: [merged.absorbedId], kind: 'gone' });
  return merged;
});
