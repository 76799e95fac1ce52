import type { LearningMatch } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure, type UserContext } from '../platform/procedures.ts';
import { fromDate, toDate } from '../platform/time.ts';
import { spendLimit } from '../safety/limits.ts';
import { reachableFor } from '../safety/reachable.ts';
import { type MatchView, matchViews, otherOf } from './match-view.ts';
import { refuseWithoutRoom } from './refuse-without-room.ts';

const input = z.object({ matchId: rowId, action: z.enum(['accept', 'decline']) });

/**
 * The actor's answer to a match. The second of two acceptances makes the partnership (ML-3). Saying the same again
 * changes nothing. Throws match_not_found, match_expired, match_closed, partner_limit, action_limit, target_limit.
 */
export const respondToMatch = protectedProcedure.input(input).mutation(({ ctx, input }) => answerMatch(ctx, input));

/** The same, for whoever answers without a surface. */
export async function answerMatch(
  ctx: UserContext,
  input: { matchId: number; action: 'accept' | 'decline' },
): Promise<{ match: MatchView; partnershipId: number | null }> {
  const { row, partnershipId } = await ctx.services.database.transaction(async (tx) => {
    const match = await holdMatch(tx, ctx, input.matchId);
    return input.action === 'accept' ? accept(tx, ctx, match) : decline(tx, ctx, match);
  });
  const [match] = await matchViews(ctx, [row]);
  if (!match) throw new EchoError('match_not_found');
  if (partnershipId !== null)
    await ctx.services.realtime.tellAccounts({ accounts: [row.userId1, row.userId2], kind: 'partners' });
  return { match, partnershipId };
}

interface Answered {
  row: LearningMatch;
  partnershipId: number | null;
}

/** The actor's match, held until the transaction ends: the other person's answer at this instant waits for ours. */
async function holdMatch(tx: Tx, { actor }: UserContext, matchId: number): Promise<LearningMatch> {
  await tx.$executeRaw`SELECT 1 FROM learning_matches WHERE id = ${matchId} FOR UPDATE`;
  const reachable = reachableFor(actor.userId);
  const match = await tx.learningMatch.findFirst({
    where: {
      id: matchId,
      OR: [
        { userId1: actor.userId, user2: reachable },
        { userId2: actor.userId, user1: reachable },
      ],
    },
  });
  if (!match) throw new EchoError('match_not_found');
  return match;
}

function refuseClosed(match: LearningMatch, { services }: UserContext): void {
  if (match.status === 'expired') throw new EchoError('match_expired');
  if (match.status !== 'pending') throw new EchoError('match_closed');
  if (Temporal.Instant.compare(fromDate(match.expiresAt), services.clock.now()) <= 0)
    throw new EchoError('match_expired');
}

async function accept(tx: Tx, ctx: UserContext, match: LearningMatch): Promise<Answered> {
  const { actor, services } = ctx;
  const them = otherOf(match, actor.userId);
  if (match.status === 'accepted') {
    const partnership = await tx.learningPartnership.findUnique({ where: { matchId: match.id } });
    return { row: match, partnershipId: partnership?.id ?? null };
  }
  refuseClosed(match, ctx);
  const isFirst = match.userId1 === actor.userId;
  if ((isFirst ? match.acceptedAt1 : match.acceptedAt2) !== null) return { row: match, partnershipId: null };
  // Both are held, in the order of their ids, so that two acceptances at once cannot both be the last one with room.
  await tx.$executeRaw`SELECT 1 FROM users WHERE id IN (${actor.userId}, ${them}) ORDER BY id FOR UPDATE`;
  await refuseWithoutRoom(tx, actor.userId, them);

  const now = toDate(services.clock.now());
  const theyAccepted = (isFirst ? match.acceptedAt2 : match.acceptedAt1) !== null;
  const row = await tx.learningMatch.update({
    where: { id: match.id, status: 'pending' },
    data: {
      ...(isFirst ? { acceptedAt1: now } : { acceptedAt2: now }),
      ...(theyAccepted ? { status: 'accepted' as const, closedAt: now } : {}),
    },
  });
  // A pair may be proposed again after it expired, so the event's key names this proposal's time too.
  const round = `${match.id}:${match.createdAt.getTime()}`;
  if (!theyAccepted) {
    await spendLimit(tx, ctx, 'match.interest', [them]);
    const event = { type: 'match.interest-shown', v: 1, matchId: match.id, by: actor.userId, to: them } as const;
    await services.events.emit(tx, `match-interest:${round}`, event);
    return { row, partnershipId: null };
  }
  const { userId1, userId2 } = match;
  const partnership = await tx.learningPartnership.upsert({
    where: { userId1_userId2: { userId1, userId2 } },
    create: { userId1, userId2, matchId: match.id, startedAt: now, lastActiveAt: now },
    update: { matchId: match.id, status: 'active', endedAt: null, lastActiveAt: now },
  });
  await services.events.emit(tx, `match-accepted:${round}`, {
    type: 'match.accepted',
    v: 1,
    matchId: match.id,
    partnershipId: partnership.id,
  });
  return { row, partnershipId: partnership.id };
}

async function decline(tx: Tx, ctx: UserContext, match: LearningMatch): Promise<Answered> {
  const { actor, services } = ctx;
  if (match.status === 'declined' && match.declinedById === actor.userId) return { row: match, partnershipId: null };
  refuseClosed(match, ctx);
  const row = await tx.learningMatch.update({
    where: { id: match.id, status: 'pending' },
    data: { status: 'declined', declinedById: actor.userId, closedAt: toDate(services.clock.now()) },
  });
  const isFirst = match.userId1 === actor.userId;
  if ((isFirst ? match.acceptedAt2 : match.acceptedAt1) !== null) {
    const waiting = otherOf(match, actor.userId);
    const round = `${match.id}:${match.createdAt.getTime()}`;
    await services.events.emit(tx, `match-closed:${round}`, { type: 'match.closed', v: 1, matchId: match.id, waiting });
  }
  return { row, partnershipId: null };
}
