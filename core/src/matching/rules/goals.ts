import { type ClosenessOf, overlap } from './kinship.ts';
import type { MatchProfile } from './match-profile.ts';
import { wholePart } from './rounding.ts';

/** MS-6: how well goals and rhythm agree, 0–100. */
export function goalScore(tree: ClosenessOf, a: MatchProfile, b: MatchProfile): number {
  return wholePart(60 * overlap(tree, objectives(a), objectives(b)) + 40 * rhythm(a, b));
}

const objectives = (person: MatchProfile): readonly number[] =>
  person.goals.length > 0 ? person.goals : person.learns.map((skill) => skill.categoryId);

function rhythm(a: MatchProfile, b: MatchProfile): number {
  return 0.5 * sharedDays(a.days, b.days) + 0.5 * meetingWay(a.sessionType, b.sessionType);
}

function sharedDays(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 1;
  return a.filter((day) => b.includes(day)).length / Math.min(a.length, b.length);
}

function meetingWay(a: MatchProfile['sessionType'], b: MatchProfile['sessionType']): number {
  if (a === b || a === 'any' || b === 'any') return 1;
  return a === 'chat' || b === 'chat' ? 0 : 0.5;
}
