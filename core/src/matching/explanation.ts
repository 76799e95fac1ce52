import type { SkillTree } from '../skills/tree.ts';
import { type Lesson, lessons } from './rules/complementarity.ts';
import type { MatchProfile } from './rules/match-profile.ts';
import { type SharedHours, sharedHours } from './rules/shared-hours.ts';
import { clockDistance, type OffsetOf } from './rules/time-zones.ts';

/** Why two learners suit each other, from the first one's side: facts, not words. */
export interface Explanation {
  theyTeach: Lesson[];
  youTeach: Lesson[];
  /** Null where a time zone is unknown, or where one of them has not said when they have time (ME-1). */
  shared: SharedHours | null;
  hoursApart: number | null;
  /** Category ids that one wants and the other cannot teach. */
  youStillMiss: number[];
  theyStillMiss: number[];
}

export function explain(tree: SkillTree, offsetOf: OffsetOf, you: MatchProfile, they: MatchProfile): Explanation {
  const theyTeach = lessons(tree, they, you);
  const youTeach = lessons(tree, you, they);
  const yours = offsetOf(you.timezone);
  const theirs = offsetOf(they.timezone);
  return {
    theyTeach,
    youTeach,
    shared:
      yours !== null && theirs !== null && namedHours(you) && namedHours(they)
        ? sharedHours(you, yours, they, theirs)
        : null,
    hoursApart: yours !== null && theirs !== null ? clockDistance(yours, theirs) / 60 : null,
    youStillMiss: missing(you, theyTeach),
    theyStillMiss: missing(they, youTeach),
  };
}

const namedHours = ({ from, to }: MatchProfile): boolean => from !== null && to !== null;

const missing = (learner: MatchProfile, taught: readonly Lesson[]): number[] =>
  learner.learns.map((skill) => skill.categoryId).filter((id) => !taught.some((lesson) => lesson.wantedId === id));
