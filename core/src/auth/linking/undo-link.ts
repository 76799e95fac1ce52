import type { AccountMerge } from '@echochat/prisma/client.ts';
import type { Tx } from '../../platform/db/database.ts';
import { EchoError } from '../../platform/errors.ts';
import { protectedProcedure } from '../../platform/procedures.ts';
import type { Services } from '../../platform/services.ts';
import { toDate } from '../../platform/time.ts';
import { revokeSessions } from '../sessions/end-sessions.ts';
import { type AccountView, accountView } from './account-view.ts';
import { requireChat } from './require-chat.ts';

export interface UndoableLink {
  mergedAt: Date;
  undoUntil: Date;
  account: AccountView;
}

/** AU-7: the joining that undoing would take back, the newest first; null where there is none. */
export const getUndoableLink = protectedProcedure.query(async ({ ctx }): Promise<UndoableLink | null> => {
  const { actor, services } = ctx;
  const { prisma } = services.database;
  const merge = await lastMerge(prisma, services, actor.userId);
  const account = merge && (await accountView(prisma, actor.userId));
  return merge && account ? { mergedAt: merge.mergedAt, undoUntil: merge.undoUntil, account } : null;
});

/**
 * AU-7: takes the newest joining of the actor's account back, within seven days, from either chat: each has its own account
 * again, with what it had before. What came since stays with the older account, but for memberships of the other chat.
 * Whoever is signed in with a browser is signed out. Throws `link_nothing_to_undo`.
 */
export const undoLink = protectedProcedure.mutation(async ({ ctx }) => {
  const { actor, services } = ctx;
  requireChat(actor);
  const { merge, sessionIds } = await services.database.transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${actor.userId} FOR UPDATE`;
    const found = await lastMerge(tx, services, actor.userId);
    if (!found) throw new EchoError('link_nothing_to_undo');
    await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${found.absorbedId} FOR UPDATE`;
    await tx.$executeRaw`SELECT undo_merge(${found.id}::int)`;
    await giveMemberships(tx, found);
    const ended = await endWaysIn(tx, services, found);
    await tx.accountMerge.update({ where: { id: found.id }, data: { undoneAt: toDate(services.clock.now()) } });
    await tx.mergeChange.deleteMany({ where: { mergeId: found.id } });
    await services.events.emit(tx, `unlink:${found.id}`, { type: 'account.unlinked', v: 1, mergeId: found.id });
    return { merge: found, sessionIds: ended };
  });
  if (sessionIds.length > 0) await services.realtime.tellSignedOut({ signedOut: merge.keptId, sessionIds });
  for (const id of [merge.keptId, merge.absorbedId]) await services.cache.drop('user-profile', String(id));
  return { userIds: [merge.keptId, merge.absorbedId] };
});

/** One that is older than another cannot be taken back before it: rows that were moved twice go back the way they came. */
const lastMerge = (tx: Pick<Tx, 'accountMerge'>, { clock }: Services, keptId: number): Promise<AccountMerge | null> =>
  tx.accountMerge
    .findFirst({ where: { keptId, undoneAt: null }, orderBy: { id: 'desc' } })
    .then((last) => (last && last.undoUntil > toDate(clock.now()) ? last : null));

/** Where somebody came to belong since, by a chat that only the account taken apart has, they belong with that. */
async function giveMemberships(tx: Tx, { keptId, absorbedId, mergedAt }: AccountMerge): Promise<void> {
  await tx.$executeRaw`UPDATE memberships m SET user_id = ${absorbedId} FROM communities c
    WHERE c.id = m.community_id AND m.user_id = ${keptId} AND m.joined_at >= ${mergedAt}::timestamptz
      AND EXISTS (SELECT 1 FROM identities i WHERE i.user_id = ${absorbedId}
        AND i.platform = c.platform AND i.workspace_id IN ('', c.external_id))
      AND NOT EXISTS (SELECT 1 FROM identities i WHERE i.user_id = ${keptId}
        AND i.platform = c.platform AND i.workspace_id IN ('', c.external_id))
      AND NOT EXISTS (SELECT 1 FROM memberships o WHERE o.user_id = ${absorbedId} AND o.community_id = c.id)`;
}

/** Nobody knows which of the two people a browser belongs to, so none of them stays in. */
async function endWaysIn(tx: Tx, services: Services, { keptId }: AccountMerge): Promise<number[]> {
  const theirs = { where: { userId: keptId } };
  await tx.roomDoor.deleteMany(theirs);
  await tx.pageDoor.deleteMany(theirs);
  await tx.linkCode.deleteMany(theirs);
  await tx.linkRequest.deleteMany({ where: { OR: [{ fromId: keptId }, { toId: keptId }] } });
  return revokeSessions(tx, services, keptId, {});
}
