import type { LearningMatch } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import { reachOf } from '../communities/reach.ts';
import { dailyLimit, openAllowance } from '../platform/allowance.ts';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { localeOf } from '../platform/locale.ts';
import { protectedProcedure, type UserContext } from '../platform/procedures.ts';
import { toDate, utcDay } from '../platform/time.ts';
import { reachableFor } from '../safety/reachable.ts';
import { skillTree } from '../skills/load-tree.ts';
import type { SkillTree } from '../skills/tree.ts';
import { explain } from './explanation.ts';
import { findCandidates } from './find-candidates.ts';
import { answerHours, mostOpen, rematchAfterDays } from './limits.ts';
import { loadProfiles } from './load-profiles.ts';
import { inOrder, loadPeople, type MatchView, matchViews } from './match-view.ts';
import { reasonLines } from './reason.ts';
import { refuseWithoutRoom } from './refuse-without-room.ts';
import type { Lesson } from './rules/complementarity.ts';
import type { MatchProfile } from './rules/match-profile.ts';
import { type Ranked, rank } from './rules/rank.ts';
import { interestsOf } from './rules/score.ts';
import { offsetsAt } from './rules/time-zones.ts';

const input = z.object({
  limit: z.number().int().min(1).max(50).default(10),
  /** Lets go of the open matches that nobody has accepted yet, and looks anew. */
  forceRefresh: z.boolean().default(false),
});

/**
 * The actor's open matches, filled up to `limit` with new ones as far as the day's allowance goes (ML-4). Throws
 * daily_limit where nothing is open and nothing is left, matching_paused, partner_limit where the actor has no room for a partner.
 */
export const generateMatches = protectedProcedure
  .meta({ allowance: 'matches' })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    // Whoever has not joined yet has nothing to be matched by; whoever paused should hear that they did (MF-1).
    if (actor.isOnboarded && !actor.isMatchable) throw new EchoError('matching_paused');
    const tree = await skillTree(services);
    const person = (await loadProfiles(services.database, [actor.userId])).get(actor.userId);
    if (!person) throw new EchoError('not_signed_in');
    // Reading the candidates stays outside the transaction: what has changed by then, the unique pair settles.
    const candidates = await findCandidates(services.database, tree, person, services.clock.now());
    const ranked = rank(tree, offsetsAt(services.clock.now()), person, candidates, input.limit);
    const beyond = await bestBeyond(ctx, tree, person);
    const details = await detailsFor(ctx, tree, person, ranked);

    const { rows, created } = await services.database.transaction(async (tx) => {
      const allowance = await openAllowance(tx, ctx);
      await refuseWithoutRoom(tx, actor.userId);
      if (input.forceRefresh) await letGo(tx, ctx);
      const open = await openMatches(tx, ctx);
      const wanted = Math.min(input.limit - open.length, allowance.remaining);
      const created = await propose(tx, ctx, ranked.slice(0, Math.max(0, wanted)), details);
      await allowance.spend(created.length);
      if (open.length === 0 && allowance.remaining === 0) {
        throw dailyLimit('matches', actor.plan.perDay.matches, utcDay(services.clock.now()));
      }
      return { rows: [...open, ...created], created: created.length };
    });
    const matches = inOrder(await matchViews(ctx, rows)).slice(0, input.limit);
    // Somebody outside of the actor's communities would fit better than anybody here; nothing else is said of them.
    return { matches, created, isBetterBeyond: isBetter(beyond, matches[0]) };
  });

function isBetter(beyond: Ranked | null, here: MatchView | undefined): boolean {
  if (!beyond || !here) return beyond !== null;
  const { precedence, score } = beyond;
  return precedence > here.precedence || (precedence === here.precedence && score.total > here.score);
}

/** Who fits best outside of the actor's communities; null where nobody does, or where it is not to be asked. */
async function bestBeyond(ctx: UserContext, tree: SkillTree, person: MatchProfile): Promise<Ranked | null> {
  const { actor, services } = ctx;
  const { chosen, canChoose, isOpen } = await reachOf(services, actor.userId);
  if (chosen !== null || !canChoose || isOpen) return null;
  const now = services.clock.now();
  const candidates = await findCandidates(services.database, tree, person, now, true);
  const [best] = rank(tree, offsetsAt(now), person, candidates, 1);
  return best ?? null;
}

async function letGo(tx: Tx, { actor, services }: UserContext): Promise<void> {
  const now = toDate(services.clock.now());
  await tx.learningMatch.updateMany({
    where: { requestedById: actor.userId, status: 'pending', acceptedAt1: null, acceptedAt2: null },
    data: { status: 'expired', closedAt: now },
  });
}

function openMatches(tx: Tx, { actor, services }: UserContext): Promise<LearningMatch[]> {
  const reachable = reachableFor(actor.userId);
  return tx.learningMatch.findMany({
    where: {
      status: 'pending',
      expiresAt: { gt: toDate(services.clock.now()) },
      OR: [
        { userId1: actor.userId, user2: reachable },
        { userId2: actor.userId, user1: reachable },
      ],
    },
    orderBy: [{ compatibilityScore: 'desc' }, { id: 'asc' }],
    take: mostOpen,
  });
}

interface Details {
  matchReason: string;
  sharedInterests: number[];
  complementarySkills: {
    teacherId: number;
    learnerId: number;
    taughtId: number;
    wantedId: number;
    taughtLevel: number;
    wantedLevel: number;
  }[];
}

/** What is kept of why, with the reason in the actor's language, by the other's id. */
async function detailsFor(
  ctx: UserContext,
  tree: SkillTree,
  person: MatchProfile,
  ranked: readonly Ranked[],
): Promise<Map<number, Details>> {
  const { actor, services } = ctx;
  const people = await loadPeople(
    ctx,
    ranked.map(({ profile }) => profile.userId),
  );
  const offsetOf = offsetsAt(services.clock.now());
  return new Map(
    ranked.map(({ profile }) => {
      const name = people.get(profile.userId)?.displayName ?? '?';
      const why = explain(tree, offsetOf, person, profile);
      const pair =
        (teacherId: number, learnerId: number) =>
        ({ value: _, ...lesson }: Lesson) => ({ teacherId, learnerId, ...lesson });
      const details: Details = {
        matchReason: reasonLines(tree, localeOf(actor), actor.displayName, name, why).join('\n'),
        sharedInterests: interestsOf(person).filter((id) => interestsOf(profile).includes(id)),
        complementarySkills: [
          ...why.theyTeach.map(pair(profile.userId, person.userId)),
          ...why.youTeach.map(pair(person.userId, profile.userId)),
        ],
      };
      return [profile.userId, details];
    }),
  );
}

/** MF-3, for the row as it is when it counts. */
const mayProposeAgain = ({ status, closedAt, expiresAt }: LearningMatch, now: Temporal.Instant): boolean =>
  status !== 'accepted' && (closedAt ?? expiresAt) <= toDate(now.subtract({ hours: rematchAfterDays * 24 }));

/** Writes the proposals. A pair that somebody else has just proposed, or that has closed too lately, is passed over. */
async function propose(
  tx: Tx,
  ctx: UserContext,
  ranked: readonly Ranked[],
  details: ReadonlyMap<number, Details>,
): Promise<LearningMatch[]> {
  const { actor, services } = ctx;
  const now = services.clock.now();
  const created: LearningMatch[] = [];
  // Always in the order of the ids, so that two people proposing at once do not wait for each other in a circle.
  for (const { profile, score } of ranked.toSorted((a, b) => a.profile.userId - b.profile.userId)) {
    const [userId1, userId2] = [actor.userId, profile.userId].sort((a, b) => a - b);
    if (userId1 === undefined || userId2 === undefined) continue;
    const before = await tx.learningMatch.findUnique({ where: { userId1_userId2: { userId1, userId2 } } });
    if (before && !mayProposeAgain(before, now)) continue;
    const data = {
      requestedById: actor.userId,
      compatibilityScore: score.total,
      interestScore: score.interests,
      complementarityScore: score.complementarity,
      goalScore: score.goals,
      timezoneScore: score.timezone,
      ...details.get(profile.userId),
      status: 'pending' as const,
      isPremium: actor.plan.hasAdvancedMatching,
      acceptedAt1: null,
      acceptedAt2: null,
      declinedById: null,
      closedAt: null,
      createdAt: toDate(now),
      expiresAt: toDate(now.add({ hours: answerHours })),
    };
    const [row] = before
      ? await tx.learningMatch.updateManyAndReturn({ where: { id: before.id, status: before.status }, data })
      : await tx.learningMatch.createManyAndReturn({ data: [{ userId1, userId2, ...data }], skipDuplicates: true });
    if (!row) continue;
    created.push(row);
    const event = { type: 'match.proposed', v: 1, matchId: row.id, proposedTo: profile.userId } as const;
    await services.events.emit(tx, `match-proposed:${row.id}:${now.epochMilliseconds}`, event);
  }
  return created;
}
