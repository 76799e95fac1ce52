import { randomBytes } from 'node:crypto';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { requireChat } from './linking/require-chat.ts';
import { linkCodeFrom, linkCodeHash, linkCodeMinutes } from './rules/link-code.ts';

const codesPerMinute = 5;

/**
 * AU-6: a code that names this account to another one of the same person's, once. A new code takes the place of an unused
 * older one. From a chat alone.
 */
export const startLink = protectedProcedure.mutation(async ({ ctx }) => {
  const { actor, services } = ctx;
  requireChat(actor);
  await services.rateLimits.spend(`link-code:${actor.userId}`, codesPerMinute);
  const code = linkCodeFrom(randomBytes(64));
  const expiresAt = services.clock.now().add({ minutes: linkCodeMinutes });
  await services.database.transaction(async (tx) => {
    await tx.linkCode.deleteMany({ where: { userId: actor.userId, usedAt: null } });
    await tx.linkCode.create({
      data: { userId: actor.userId, codeHash: linkCodeHash(code), expiresAt: toDate(expiresAt) },
    });
  });
  return { code, expiresAt: toDate(expiresAt), minutes: linkCodeMinutes };
});
