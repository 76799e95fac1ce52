import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { skillRow } from '../../../../test/skill-tree.ts';
import { SkillTree } from '../../skills/tree.ts';
import { overlap } from './kinship.ts';

const tree = new SkillTree([
  skillRow(1, null, 'Music'),
  skillRow(2, 1, 'Guitar', { related: [5] }),
  skillRow(3, 2, 'Fingerstyle', { related: [2] }),
  skillRow(4, 2, 'Electric'),
  skillRow(5, 1, 'Ukulele'),
  skillRow(6, 1, 'Piano'),
  skillRow(7, null, 'Languages'),
]);

describe('MS-3: closeness of two skills', () => {
  test.each([
    ['the same', 2, 2, 1],
    ['parent and child', 2, 4, 0.6],
    ['parent and child that are related too: the highest', 2, 3, 0.6],
    ['related, named from either side', 5, 2, 0.5],
    ['children of the same parent', 3, 4, 0.3],
    ['a field and what hangs below it', 1, 2, 0.8],
    ['two that hang below the same field', 2, 6, 0],
    ['a field and a part of a skill in it', 1, 3, 0.8],
    ['a field and another one', 1, 7, 0],
    ['a skill that there is not', 99, 99, 0],
  ])('MS-3: %s', (_name, a, b, closeness) => {
    expect(tree.closeness(a, b)).toBe(closeness);
    expect(tree.closeness(b, a)).toBe(closeness);
  });

  test('MS-3: neighbours are what is at least so close, the skill itself among them', () => {
    expect(tree.neighbourIds(2, 0.5).toSorted()).toEqual([1, 2, 3, 4, 5]);
    expect(tree.neighbourIds(3, 0.3).toSorted()).toEqual([1, 2, 3, 4]);
    expect(tree.neighbourIds(6, 0.3)).toEqual([1, 6]);
  });
});

describe('MS-2: overlap', () => {
  test.each([
    ['nothing on one side', [2], [], 0],
    ['the same', [2, 6], [6, 2], 1],
    ['half of one, all of the other', [2, 6], [2], 0.75],
    ['the nearest counts, not the sum', [2], [3, 4, 5], (0.6 + (0.6 + 0.6 + 0.5) / 3) / 2],
  ])('MS-2: %s', (_name, a, b, expected) => {
    expect(overlap(tree, a, b)).toBeCloseTo(expected, 12);
  });

  test('MS-2: it is the same from both sides and from 0 to 1', () => {
    const ids = fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 6 });
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        expect(overlap(tree, a, b)).toBe(overlap(tree, b, a));
        expect(overlap(tree, a, b)).toBeGreaterThanOrEqual(0);
        expect(overlap(tree, a, b)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
