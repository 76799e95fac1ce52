import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyProfile, profile } from '../../../../test/profile.ts';
import { skillRow } from '../../../../test/skill-tree.ts';
import { SkillTree } from '../../skills/tree.ts';
import { nearestTaught } from './complementarity.ts';
import { interestsOf, scorePair } from './score.ts';
import { offsetsAt } from './time-zones.ts';

// 1 Music → 2 Guitar → 3 Fingerstyle, 4 Electric; 5 Ukulele related to 2; 6 Languages → 7 Spanish.
const tree = new SkillTree([
  skillRow(1, null, 'Music'),
  skillRow(2, 1, 'Guitar'),
  skillRow(3, 2, 'Fingerstyle'),
  skillRow(4, 2, 'Electric'),
  skillRow(5, 1, 'Ukulele', { related: [2] }),
  skillRow(6, null, 'Languages'),
  skillRow(7, 6, 'Spanish'),
]);
const offsetOf = offsetsAt(Temporal.Instant.from('2027-03-01T09:00:00Z'));
const any = anyProfile([1, 2, 3, 4, 5, 6, 7]);
const at = (categoryId: number, level: number) => ({ categoryId, level });

describe('MS-1: the whole score', () => {
  test('MS-1: a perfect trade at one place is 100', () => {
    const a = profile({ userId: 1, teaches: [at(2, 7)], learns: [at(7, 3)], interests: [2, 7], timezone: 'UTC' });
    const b = profile({ userId: 2, teaches: [at(7, 7)], learns: [at(2, 3)], interests: [2, 7], timezone: 'UTC' });
    expect(scorePair(tree, offsetOf, a, { ...b, goals: [7] })).toEqual({
      total: 100,
      interests: 100,
      complementarity: 100,
      goals: 100,
      timezone: 100,
    });
  });

  test('MS-1: the parts of a one-sided pair far apart, worked out by hand', () => {
    const teacher = profile({
      userId: 1,
      teaches: [at(3, 6)],
      learns: [at(7, 2)],
      timezone: 'UTC',
      sessionType: 'chat',
    });
    const learner = profile({ userId: 2, learns: [at(2, 5)], timezone: 'Asia/Tokyo', sessionType: 'video' });
    // interests: no overlap, 0.6 of half a trade; complementarity: 100 · 0.6 · 0.7 one way; goals: only the days; 9 hours.
    expect(scorePair(tree, offsetOf, teacher, learner)).toEqual({
      total: Math.round(0.4 * 15 + 0.25 * 21 + 0.2 * 20 + 0.15 * 50),
      interests: 15,
      complementarity: 21,
      goals: 20,
      timezone: 50,
    });
  });

  test('MS-1: the whole is the weighted sum of its parts, rounded half up', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const score = scorePair(tree, offsetOf, a, b);
        fc.pre(score !== null);
        const { interests, complementarity, goals, timezone, total } = score;
        const hundredths = 40 * interests + 25 * complementarity + 20 * goals + 15 * timezone;
        expect(total).toBe(Math.floor((hundredths + 50) / 100));
      }),
    );
  });

  test('the score of a pair is the same from both sides', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(scorePair(tree, offsetOf, a, b)).toEqual(scorePair(tree, offsetOf, b, a));
      }),
    );
  });

  test('every part is a whole number from 0 to 100', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const score = scorePair(tree, offsetOf, a, b);
        for (const part of Object.values(score ?? {})) {
          expect(Number.isInteger(part)).toBe(true);
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(100);
        }
      }),
    );
  });

  test('MS-1: adding what the other wants never lowers the score', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const before = scorePair(tree, offsetOf, a, b);
        const wish = b.learns[0];
        fc.pre(before !== null && wish !== undefined && wish.level <= 8);
        const teaches = [...a.teaches, { categoryId: wish.categoryId, level: wish.level + 2 }];
        expect(scorePair(tree, offsetOf, { ...a, teaches }, b)?.total).toBeGreaterThanOrEqual(before.total);
      }),
    );
  });
});

describe('MF-5: something to teach', () => {
  test('MF-5: a wish that is met without levels that fit makes no pair', () => {
    const teacher = profile({ teaches: [at(2, 3)] });
    expect(nearestTaught(tree, teacher, profile({ learns: [at(2, 4)] }))).toBe(1);
    expect(scorePair(tree, offsetOf, teacher, profile({ learns: [at(2, 4)] }))).toBeNull();
    expect(scorePair(tree, offsetOf, teacher, profile({ learns: [at(2, 3)] }))).not.toBeNull();
  });

  test('MF-5: shared interests alone make no pair', () => {
    const same = profile({ learns: [at(2, 3)], interests: [7] });
    expect(scorePair(tree, offsetOf, same, same)).toBeNull();
  });
});

describe('MS-2: shared interests', () => {
  const wish = [at(7, 3)];
  const teaches = [at(7, 8)];
  test.each([
    ['a trade of the same wish', { teaches, learns: wish }, { teaches, learns: wish }, 50 + 50],
    ['one direction, no interest in common', { teaches }, { learns: wish }, 25],
    ['one direction, an interest of the other’s own', { teaches, interests: [2] }, { learns: wish }, 25],
    // 5 finds 2 at 0.5 and 7 finds nothing; 2 finds 5 at 0.5: (0.5 + 0.25) / 2 of 50, and one direction.
    ['related interests', { teaches, interests: [5] }, { learns: wish, interests: [2] }, 44],
  ])('MS-2: %s', (_name, a, b, interests) => {
    expect(scorePair(tree, offsetOf, profile(a), profile(b))?.interests).toBe(interests);
  });

  test('MS-2: interests are the wishes and what the profile says, each once', () => {
    expect(interestsOf({ learns: [at(2, 1), at(7, 1)], interests: [7, 5, 5] })).toEqual([2, 7, 5]);
  });
});
