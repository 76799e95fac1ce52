import { expect, test } from 'vitest';
import { skillRow } from '../../../../test/skill-tree.ts';
import { SkillTree } from '../../skills/tree.ts';
import { suggestFrom } from './suggest.ts';

// 1 Music → 2 Guitar → 3 Fingerstyle, 4 Electric; 5 Ukulele related to 2 and 3.
const tree = new SkillTree([
  skillRow(1, null, 'Music'),
  skillRow(2, 1, 'Guitar'),
  skillRow(3, 2, 'Fingerstyle'),
  skillRow(4, 2, 'Electric'),
  skillRow(5, 1, 'Ukulele', { related: [2, 3] }),
  skillRow(6, 1, 'Piano'),
]);
const suggest = (have: number[], interests: number[]) => Object.fromEntries(suggestFrom(tree, have, interests));

test('what is near to what somebody has, with the reason, and never what they have', () => {
  expect(suggest([2], [])).toEqual({
    3: { from: 2, closeness: 0.6 },
    4: { from: 2, closeness: 0.6 },
    5: { from: 2, closeness: 0.5 },
  });
});

test('of several reasons the nearest', () => {
  expect(suggest([2, 4], [])[3]).toEqual({ from: 2, closeness: 0.6 });
});

test('an interest that they do not have yet is suggested itself, without a reason', () => {
  expect(suggest([], [6])).toEqual({ 6: { from: null, closeness: 1 } });
  expect(suggest([6], [6])).toEqual({});
});

test('an interest in a whole field suggests what is in it, and no field', () => {
  const inIt = { from: 1, closeness: 0.8 };
  expect(suggest([], [1])).toEqual({ 2: inIt, 3: inIt, 4: inIt, 5: inIt, 6: inIt });
});

test('with nothing to go by every skill is suggested', () => {
  expect(Object.keys(suggest([], [])).map(Number)).toEqual([2, 3, 4, 5, 6]);
});
