import { teachesExactly } from './complementarity.ts';
import type { ClosenessOf } from './kinship.ts';
import type { MatchProfile } from './match-profile.ts';
import { byPrecedence, type Placed, type Precedence, precedenceOf } from './precedence.ts';
import { type Basis, basisOf, bound, complete, type Score } from './score.ts';
import type { OffsetOf } from './time-zones.ts';

export interface Ranked {
  profile: MatchProfile;
  precedence: Precedence;
  score: Score;
}

interface Candidate {
  profile: MatchProfile;
  precedence: Precedence;
  basis: Basis;
}

/**
 * MS-8: the best `count` candidates for a person, first those of the highest precedence. Of one precedence they are taken
 * in the order of what they could reach at most, so that most need not be scored whole: once the last of the best has more
 * than the next could reach, it ends.
 */
export function rank(
  tree: ClosenessOf,
  offsetOf: OffsetOf,
  person: MatchProfile,
  candidates: readonly MatchProfile[],
  count: number,
): Ranked[] {
  const groups = Map.groupBy(
    candidates.flatMap((profile): Candidate[] => {
      const basis = basisOf(tree, offsetOf, person, profile);
      return basis ? [{ profile, precedence: precedenceIn(person, profile, basis), basis }] : [];
    }),
    ({ precedence }) => precedence,
  );
  const best: Ranked[] = [];
  for (const precedence of [4, 3, 2, 1, 0] as const)
    if (best.length < count) best.push(...bestOf(tree, person, groups.get(precedence) ?? [], count - best.length));
  return best;
}

function precedenceIn(person: MatchProfile, profile: MatchProfile, { aTeaches, bTeaches }: Basis): Precedence {
  const isAsked = bTeaches && teachesExactly(profile, person);
  return precedenceOf({
    theyTeach: isAsked ? 'what was asked' : bTeaches ? 'something near' : null,
    youTeach: aTeaches,
  });
}

function bestOf(tree: ClosenessOf, person: MatchProfile, candidates: readonly Candidate[], count: number): Ranked[] {
  const byBound: Candidate[][] = Array.from({ length: 101 }, () => []);
  for (const candidate of candidates) byBound[bound(candidate.basis)]?.push(candidate);
  let best: Ranked[] = [];
  for (let reached = 100; reached >= 0; reached -= 1) {
    const last = best[count - 1];
    if (last && last.score.total > reached) break;
    const scored = (byBound[reached] ?? []).map(({ profile, precedence, basis }) => ({
      profile,
      precedence,
      score: complete(tree, person, profile, basis),
    }));
    if (scored.length > 0)
      best = [...best, ...scored].sort((x, y) => byPrecedence(placed(x), placed(y))).slice(0, count);
  }
  return best;
}

const placed = ({ profile, precedence, score }: Ranked): Placed => ({
  precedence,
  score: score.total,
  complementarity: score.complementarity,
  id: profile.userId,
});
