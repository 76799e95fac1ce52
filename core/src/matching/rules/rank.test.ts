import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyProfile } from '../../../../test/profile.ts';
import { skillRow } from '../../../../test/skill-tree.ts';
import { SkillTree } from '../../skills/tree.ts';
import { rank, scorePair } from './score.ts';
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

test('MS-8: the best so many are those whom scoring and sorting everyone finds', () => {
  fc.assert(
    fc.property(learner, community, fc.integer({ min: 1, max: 12 }), (person, all, count) => {
      const everyone = all
        .flatMap((profile) => {
          const score = scorePair(tree, offsetOf, person, profile);
          return score ? [{ profile, score }] : [];
        })
        .sort(
          (x, y) =>
            y.score.total - x.score.total ||
            y.score.complementarity - x.score.complementarity ||
            x.profile.userId - y.profile.userId,
        );
      expect(rank(tree, offsetOf, person, all, count)).toEqual(everyone.slice(0, count));
    }),
    { numRuns: 200 },
  );
});
