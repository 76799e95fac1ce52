import type { ClosenessOf } from './kinship.ts';
import type { LevelledSkill, MatchProfile } from './match-profile.ts';

/** Below this closeness teaching the one does not help with the other (MS-2, MS-4, MF-5). */
export const teachableCloseness = 0.5;

const fitByLead = [0.3, 0.7, 1, 1, 1, 1, 0.85, 0.7, 0.55, 0.4] as const;

/** MS-5: how well the levels of teacher and learner fit, 0–1. */
export function levelFit(teacherLevel: number, learnerLevel: number): number {
  return fitByLead[teacherLevel - learnerLevel] ?? 0;
}

/** One thing that one can teach the other. */
export interface Lesson {
  taughtId: number;
  wantedId: number;
  taughtLevel: number;
  wantedLevel: number;
  /** closeness · fit, 0–1. */
  value: number;
}

/**
 * What `teacher` can teach of what `learner` wants: for each wish its best lesson, and the wish itself before anything that
 * is near to it; the best first.
 */
export function lessons(
  tree: ClosenessOf,
  teacher: Pick<MatchProfile, 'teaches'>,
  learner: Pick<MatchProfile, 'learns'>,
): Lesson[] {
  return learner.learns
    .flatMap((wanted) => bestLesson(tree, teacher.teaches, wanted) ?? [])
    .sort((a, b) => Number(isAsked(b)) - Number(isAsked(a)) || b.value - a.value || a.wantedId - b.wantedId);
}

function bestLesson(tree: ClosenessOf, teaches: readonly LevelledSkill[], wanted: LevelledSkill): Lesson | null {
  let best: Lesson | null = null;
  for (const taught of teaches) {
    const closeness = tree.closeness(taught.categoryId, wanted.categoryId);
    if (closeness < teachableCloseness) continue;
    const value = closeness * levelFit(taught.level, wanted.level);
    if (value === 0) continue;
    const lesson = {
      taughtId: taught.categoryId,
      wantedId: wanted.categoryId,
      taughtLevel: taught.level,
      wantedLevel: wanted.level,
      value,
    };
    if (isAsked(lesson)) return lesson;
    if (value > (best?.value ?? 0)) best = lesson;
  }
  return best;
}

const isAsked = ({ taughtId, wantedId }: Lesson): boolean => taughtId === wantedId;

/** Whether something of what `learner` wants is taught as it was said, from a level that fits. */
export const teachesExactly = (
  teacher: Pick<MatchProfile, 'teaches'>,
  learner: Pick<MatchProfile, 'learns'>,
): boolean =>
  learner.learns.some((wanted) =>
    teacher.teaches.some(
      (taught) => taught.categoryId === wanted.categoryId && levelFit(taught.level, wanted.level) > 0,
    ),
  );

/** MS-4: one direction, 0–1. */
export function direction(tree: ClosenessOf, teacher: MatchProfile, learner: MatchProfile): number {
  let best = 0;
  for (const taught of teacher.teaches) {
    for (const wanted of learner.learns) {
      const closeness = tree.closeness(taught.categoryId, wanted.categoryId);
      if (closeness >= teachableCloseness) best = Math.max(best, closeness * levelFit(taught.level, wanted.level));
    }
  }
  return best;
}

/** MS-2: how near the nearest of what one teaches comes to what the other wants, whatever the levels; 0 below 0.5. */
export function nearestTaught(tree: ClosenessOf, teacher: MatchProfile, learner: MatchProfile): number {
  let nearest = 0;
  for (const taught of teacher.teaches) {
    for (const wanted of learner.learns)
      nearest = Math.max(nearest, tree.closeness(taught.categoryId, wanted.categoryId));
  }
  return nearest >= teachableCloseness ? nearest : 0;
}
