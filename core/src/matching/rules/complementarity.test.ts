import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyProfile, profile } from '../../../../test/profile.ts';
import { direction, lessons, levelFit, nearestTaught, teachesExactly } from './complementarity.ts';

/** 1 is 2's parent, 3 is related to 2, 4 is 2's sibling, 5 is apart; by closeness as MS-3 says it. */
const pairs: Record<string, number> = { '1-2': 0.6, '2-3': 0.5, '2-4': 0.3, '1-4': 0.6 };
const tree = {
  closeness: (a: number, b: number) => (a === b ? 1 : (pairs[`${Math.min(a, b)}-${Math.max(a, b)}`] ?? 0)),
};
const one = (categoryId: number, level: number) => [{ categoryId, level }];

describe('MS-5: the fit of levels', () => {
  test.each([
    [1, 10, 0],
    [4, 5, 0],
    [5, 5, 0.3],
    [6, 5, 0.7],
    [7, 5, 1],
    [10, 5, 1],
    [6, 1, 1],
    [7, 1, 0.85],
    [8, 1, 0.7],
    [9, 1, 0.55],
    [10, 1, 0.4],
  ])('a teacher at %i and a learner at %i fit %f', (teacher, learner, fit) => {
    expect(levelFit(teacher, learner)).toBe(fit);
  });
});

describe('MS-4: one direction', () => {
  test.each([
    ['the same skill, levels that fit', one(2, 7), one(2, 4), 1],
    ['parent and child count 0.6', one(1, 7), one(2, 4), 0.6],
    ['related skills count half', one(3, 7), one(2, 4), 0.5],
    ['siblings are too far apart', one(4, 7), one(2, 4), 0],
    ['the level counts', one(2, 5), one(2, 4), 0.7],
    ['who is behind teaches nothing', one(2, 3), one(2, 4), 0],
    ['nothing to teach', [], one(2, 4), 0],
    ['nothing wanted', one(2, 7), [], 0],
  ])('MS-4: %s', (_name, teaches, learns, value) => {
    expect(direction(tree, profile({ teaches }), profile({ learns }))).toBe(value);
  });

  test('MS-4: of several the best counts', () => {
    const teacher = profile({ teaches: [...one(2, 5), ...one(3, 9)] });
    expect(direction(tree, teacher, profile({ learns: one(2, 4) }))).toBe(0.7);
  });

  test('MS-4: a direction is worth what any lesson of it is, or more', () => {
    fc.assert(
      fc.property(anyProfile([1, 2, 3, 4, 5]), anyProfile([1, 2, 3, 4, 5]), (teacher, learner) => {
        const worth = direction(tree, teacher, learner);
        const values = lessons(tree, teacher, learner).map(({ value }) => value);
        expect(worth > 0).toBe(values.length > 0);
        for (const value of values) expect(value).toBeLessThanOrEqual(worth);
      }),
    );
  });

  test('a lesson is the wish itself, where that is taught from a level that fits', () => {
    fc.assert(
      fc.property(anyProfile([1, 2, 3, 4, 5]), anyProfile([1, 2, 3, 4, 5]), (teacher, learner) => {
        const asked = lessons(tree, teacher, learner).filter(({ taughtId, wantedId }) => taughtId === wantedId);
        expect(teachesExactly(teacher, learner)).toBe(asked.length > 0);
        expect(lessons(tree, teacher, learner).slice(0, asked.length)).toEqual(asked);
      }),
    );
  });

  test('MS-4: more to teach never makes it worse', () => {
    fc.assert(
      fc.property(
        anyProfile([1, 2, 3, 4, 5]),
        anyProfile([1, 2, 3, 4, 5]),
        fc.integer({ min: 1, max: 10 }),
        (teacher, learner, level) => {
          const more = { ...teacher, teaches: [...teacher.teaches, { categoryId: 2, level }] };
          expect(direction(tree, more, learner)).toBeGreaterThanOrEqual(direction(tree, teacher, learner));
        },
      ),
    );
  });
});

describe('lessons', () => {
  test('ME-2: each wish has its best lesson, the best first, and a wish without one is left out', () => {
    const teacher = { teaches: [...one(1, 9), ...one(3, 8)] };
    const learner = { learns: [...one(2, 5), ...one(3, 7), ...one(5, 1)] };
    expect(lessons(tree, teacher, learner)).toEqual([
      { taughtId: 3, wantedId: 3, taughtLevel: 8, wantedLevel: 7, value: 0.7 },
      { taughtId: 1, wantedId: 2, taughtLevel: 9, wantedLevel: 5, value: 0.6 },
    ]);
  });

  test('MS-2: how near what is taught comes to what is wanted does not ask for levels', () => {
    expect(nearestTaught(tree, profile({ teaches: one(2, 1) }), profile({ learns: one(2, 9) }))).toBe(1);
    expect(nearestTaught(tree, profile({ teaches: one(1, 1) }), profile({ learns: one(2, 9) }))).toBe(0.6);
    expect(nearestTaught(tree, profile({ teaches: one(4, 9) }), profile({ learns: one(2, 1) }))).toBe(0);
  });
});
