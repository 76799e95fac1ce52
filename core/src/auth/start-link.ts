import { randomBytes } from 'node:crypto';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { linkCodeFrom, linkCodeHash, linkCodeMinutes } from './rules/link-code.ts';

/** A code that joins the account it is typed into with this one. A new code takes the place of an unused older one. */
export const startLink = protectedProcedure.mutation(async ({ ctx }) => {
  const { actor, services } = ctx;
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
