import { direction, nearestTaught } from './complementarity.ts';
import { goalScore } from './goals.ts';
import { type ClosenessOf, overlap } from './kinship.ts';
import type { MatchProfile } from './match-profile.ts';
import { wholePart } from './rounding.ts';
import { clockDistance, type OffsetOf, timezoneScore } from './time-zones.ts';

/** The parts and the whole, each 0–100. */
export interface Score {
  total: number;
  interests: number;
  complementarity: number;
  goals: number;
  timezone: number;
}

/** MS-1 to MS-7: how well two learners suit each other; null where neither can teach the other anything (MF-5). */
export function scorePair(tree: ClosenessOf, offsetOf: OffsetOf, a: MatchProfile, b: MatchProfile): Score | null {
  const basis = basisOf(tree, offsetOf, a, b);
  return basis && complete(tree, a, b, basis);
}

/** What of a score is quickly known. */
export interface Basis {
  /** Whether each can teach the other anything of what they want. */
  aTeaches: boolean;
  bTeaches: boolean;
  /** MS-2: 0–1. */
  trade: number;
  complementarity: number;
  timezone: number;
}

/** Null where neither can teach the other anything (MF-5). */
export function basisOf(tree: ClosenessOf, offsetOf: OffsetOf, a: MatchProfile, b: MatchProfile): Basis | null {
  const aTeaches = direction(tree, a, b);
  const bTeaches = direction(tree, b, a);
  if (aTeaches === 0 && bTeaches === 0) return null;
  return {
    aTeaches: aTeaches > 0,
    bTeaches: bTeaches > 0,
    trade: (nearestTaught(tree, a, b) + nearestTaught(tree, b, a)) / 2,
    complementarity: wholePart(50 * (aTeaches + bTeaches)),
    timezone: timezoneScore(distanceOf(offsetOf, a, b)),
  };
}

/** The score of a pair whose basis is known. */
export function complete(tree: ClosenessOf, a: MatchProfile, b: MatchProfile, basis: Basis): Score {
  const shared = overlap(tree, interestsOf(a), interestsOf(b));
  return whole(basis, shared, goalScore(tree, a, b));
}

/** The most that a pair of this basis could reach, before what takes longer to look at is looked at. */
export const bound = (basis: Basis): number => whole(basis, 1, 100).total;

/** MS-1, MS-2: the score of a basis, an overlap of interests (0–1) and a part for goals. It grows with each of them. */
function whole({ trade, complementarity, timezone }: Basis, shared: number, goals: number): Score {
  const interests = wholePart(50 * shared + 50 * trade);
  const total = wholePart(0.4 * interests + 0.25 * complementarity + 0.2 * goals + 0.15 * timezone);
  return { total, interests, complementarity, goals, timezone };
}

/** What somebody wants to learn and what their profile names, each once. */
export function interestsOf({ learns, interests }: Pick<MatchProfile, 'learns' | 'interests'>): number[] {
  const ids = learns.map((skill) => skill.categoryId);
  for (const id of interests) if (!ids.includes(id)) ids.push(id);
  return ids;
}

function distanceOf(offsetOf: OffsetOf, a: MatchProfile, b: MatchProfile): number | null {
  const first = offsetOf(a.timezone);
  const second = offsetOf(b.timezone);
  return first === null || second === null ? null : clockDistance(first, second);
}
