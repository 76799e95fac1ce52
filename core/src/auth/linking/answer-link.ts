import type { LinkRequest } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import { EchoError } from '../../platform/errors.ts';
import { rowId } from '../../platform/ids.ts';
import { protectedProcedure, type UserContext } from '../../platform/procedures.ts';
import type { Services } from '../../platform/services.ts';
import { toDate } from '../../platform/time.ts';
import { mergeAccounts, undoDays } from './merge-accounts.ts';
import { requireChat } from './require-chat.ts';

const input = z.object({ requestId: rowId });

/**
 * AU-6: yes of the side that made the code: now the two accounts are joined, the older one takes over everything of the
 * younger. Throws `link_request_over` where it is answered, too old or not the actor's to answer, and what `mergeAccounts`
 * throws.
 */
export const confirmLink = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { services } = ctx;
  requireChat(ctx.actor);
  const { merge, signedOut } = await services.database.transaction(async (tx) => {
    const request = await answer(tx, ctx, input.requestId, 'confirmed');
    await seeLast(tx, services, request);
    const merged = await mergeAccounts(tx, services, request.fromId, request.toId);
    const { keptId, id } = merged.merge;
    const { platform } = request;
    await services.events.emit(tx, `link:${id}`, { type: 'account.linked', v: 1, userId: keptId, platform });
    return merged;
  });
  if (signedOut.sessionIds.length > 0) await services.realtime.tellSignedOut(signedOut);
  // Pages that speak as the account that is gone end.
  await services.realtime.tellAccounts({ accounts: [merge.absorbedId], kind: 'gone' });
  for (const id of [merge.keptId, merge.absorbedId]) await services.cache.drop('user-profile', String(id));
  return { userId: merge.keptId, absorbedId: merge.absorbedId, undoDays };
});

/** A message goes to where somebody spoke last: that of the joining to the other side, which is not told of it by an answer. */
async function seeLast(tx: Tx, { clock }: Services, { toId, platform }: LinkRequest): Promise<void> {
  const theirs = await tx.identity.findFirst({
    where: { userId: toId, platform },
    orderBy: { lastSeenAt: { sort: 'desc', nulls: 'last' } },
  });
  if (theirs) await tx.identity.update({ where: { id: theirs.id }, data: { lastSeenAt: toDate(clock.now()) } });
}

/** AU-6: no of that side. Nothing was joined, and the other side hears so. Throws `link_request_over`. */
export const declineLink = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  requireChat(ctx.actor);
  return ctx.services.database.transaction(async (tx) => {
    const { id, toId } = await answer(tx, ctx, input.requestId, 'declined');
    await ctx.services.events.emit(tx, `link-declined:${id}`, { type: 'account.link-declined', v: 1, to: toId });
    return { declined: true };
  });
});

async function answer(tx: Tx, { actor, services }: UserContext, id: number, said: 'confirmed' | 'declined') {
  const now = toDate(services.clock.now());
  const [request] = await tx.linkRequest.updateManyAndReturn({
    where: { id, fromId: actor.userId, answer: null, expiresAt: { gt: now } },
    data: { answer: said, answeredAt: now },
  });
  if (!request) throw new EchoError('link_request_over');
  return request;
}
