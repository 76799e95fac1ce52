import { direction, teachesWanted } from './complementarity.ts';
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
  const aTeaches = direction(tree, a, b);
  const bTeaches = direction(tree, b, a);
  if (aTeaches === 0 && bTeaches === 0) return null;

  const trade = (Number(teachesWanted(tree, a, b)) + Number(teachesWanted(tree, b, a))) / 2;
  const interests = wholePart(50 * overlap(tree, interestsOf(a), interestsOf(b)) + 50 * trade);
  const complementarity = wholePart(50 * (aTeaches + bTeaches));
  const goals = goalScore(tree, a, b);
  const timezone = timezoneScore(distanceOf(offsetOf, a, b));
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

export interface Ranked {
  profile: MatchProfile;
  score: Score;
}

/** MS-8: the best `count` candidates for a person, best first. */
export function rank(
  tree: ClosenessOf,
  offsetOf: OffsetOf,
  person: MatchProfile,
  candidates: readonly MatchProfile[],
  count: number,
): Ranked[] {
  return candidates
    .flatMap((profile) => {
      const score = scorePair(tree, offsetOf, person, profile);
      return score ? [{ profile, score }] : [];
    })
    .sort(
      (x, y) =>
        y.score.total - x.score.total ||
        y.score.complementarity - x.score.complementarity ||
        x.profile.userId - y.profile.userId,
    )
    .slice(0, count);
}
