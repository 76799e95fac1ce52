import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyProfile, profile } from '../../../../test/profile.ts';
import { skillRow } from '../../../../test/skill-tree.ts';
import { SkillTree } from '../../skills/tree.ts';
import { lessons } from './complementarity.ts';
import type { MatchProfile } from './match-profile.ts';
import { byPrecedence, precedenceOfLessons } from './precedence.ts';
import { rank } from './rank.ts';
import { scorePair } from './score.ts';
import { offsetsAt } from './time-zones.ts';

const tree = new SkillTree([
  skillRow(1, null, 'Music'),
  skillRow(2, 1, 'Guitar'),
  skillRow(3, 2, 'Fingerstyle'),
  skillRow(4, 2, 'Electric'),
  skillRow(5, 1, 'Ukulele', { related: [2] }),
  skillRow(6, 1, 'Piano'),
]);
const offsetOf = offsetsAt(Temporal.Instant.from('2027-03-01T09:00:00Z'));
const learner = anyProfile([2, 3, 4, 5, 6]);
const community = fc.uniqueArray(learner, { minLength: 10, maxLength: 40, selector: ({ userId }) => userId });

const placed = ({ profile, precedence, score }: ReturnType<typeof rank>[number]) => ({
  precedence,
  score: score.total,
  complementarity: score.complementarity,
  id: profile.userId,
});

test('MS-8: the best so many are those whom scoring and sorting everyone finds', () => {
  fc.assert(
    fc.property(learner, community, fc.integer({ min: 1, max: 12 }), (person, all, count) => {
      const everyone = all
        .flatMap((profile) => {
          const score = scorePair(tree, offsetOf, person, profile);
          const precedence = precedenceOfLessons(lessons(tree, profile, person), lessons(tree, person, profile));
          return score ? [{ profile, precedence, score }] : [];
        })
        .sort((x, y) => byPrecedence(placed(x), placed(y)));
      expect(rank(tree, offsetOf, person, all, count)).toEqual(everyone.slice(0, count));
    }),
    { numRuns: 200 },
  );
});

describe('MS-8: who asks is first offered who teaches what was asked', () => {
  const at = (categoryId: number, level: number) => ({ categoryId, level });
  // Wants Guitar, teaches Piano.
  const asker = profile({ learns: [at(2, 2)], teaches: [at(6, 6)], timezone: 'Europe/Madrid' });
  const others: Record<string, Partial<MatchProfile>> = {
    // Close in everything, and only taught: the best score of all.
    taught: { userId: 2, learns: [at(6, 2), at(2, 2)], goals: [2], interests: [2] },
    near: { userId: 3, teaches: [at(5, 6)], learns: [at(2, 2)], goals: [2] },
    nearAndBack: { userId: 4, teaches: [at(3, 6)], learns: [at(6, 2)], goals: [2] },
    asked: { userId: 5, teaches: [at(2, 3)], timezone: 'Pacific/Auckland' },
    askedAndBack: { userId: 6, teaches: [at(2, 3)], learns: [at(6, 5)], timezone: 'Pacific/Auckland' },
    // Knows less of it than who asks: that is no teaching.
    behind: { userId: 7, teaches: [at(2, 1)], learns: [at(6, 2)], goals: [2] },
    nothing: { userId: 8, teaches: [at(6, 6)] },
  };

  test('whatever the scores', () => {
    const all = Object.values(others).map((other) => profile({ timezone: 'Europe/Madrid', ...other }));
    const ranked = rank(tree, offsetOf, asker, all, 10);
    expect(ranked.map(({ profile: { userId }, precedence }) => [userId, precedence])).toEqual([
      [6, 4],
      [5, 3],
      [4, 2],
      [3, 1],
      [2, 0],
      [7, 0],
    ]);
    const best = Math.max(...ranked.map(({ score }) => score.total));
    expect(ranked[0]?.score.total).toBeLessThan(best);
    expect(rank(tree, offsetOf, asker, all.toReversed(), 3)).toEqual(ranked.slice(0, 3));
  });

  test('of equals the smaller id comes first, and only so many are taken', () => {
    const teacher = (userId: number) => profile({ userId, teaches: [at(2, 7)] });
    const ranked = rank(tree, offsetOf, asker, [teacher(9), teacher(4), teacher(7)], 2);
    expect(ranked.map(({ profile: { userId } }) => userId)).toEqual([4, 7]);
  });
});
