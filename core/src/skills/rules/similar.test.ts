import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedTree } from '../../../../test/skill-tree.ts';
import { editDistance } from '../../platform/edit-distance.ts';
import { similarTo } from './similar.ts';

const tree = shippedTree();
const similar = (typed: string) => similarTo(tree, [typed]).map((row) => row.name);

describe('a mistyped name', () => {
  test.each([
    ['gutiar', 'Guitar'],
    ['pyhton', 'Python'],
    ['javascrpt', 'JavaScript'],
    ['fotografa', 'Photography'],
    ['spansih', 'Spanish'],
    ['medtation', 'Meditation'],
    ['excell', 'Spreadsheets'],
  ])('"%s" is near to %s first', (typed, name) => {
    expect(similar(typed)[0]).toBe(name);
  });

  test.each([
    ['too short to be one letter off', 'f#!'],
    ['another word', 'astrology'],
    ['another word that is near to an alias', 'bowling'],
    ['another first letter', 'hello'],
    ['no word', 'xqzwvkjh'],
    ['very long', 'z'.repeat(10_000)],
  ])('%s is near to nothing', (_of, typed) => {
    expect(similar(typed)).toEqual([]);
  });

  test('one slip in a name of five letters or more finds the skill, or one that is as near', () => {
    const names = tree.rows.map(({ name }) => name.toLowerCase()).filter((name) => /^[a-z]{6,}$/.test(name));
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), (name, at) => {
        const cut = 1 + (at % (name.length - 1));
        const typed = name.slice(0, cut) + name.slice(cut + 1);
        const [first = ''] = similar(typed);
        expect(first, typed).not.toBe('');
        expect(editDistance(typed, name)).toBe(1);
      }),
      { numRuns: 100, seed: 3 },
    );
  });
});

test.each([
  ['x'.repeat(60)],
  ['guitra lessons for beginners in the evening please'],
  ['eaoinrst'.repeat(7)],
  ['intreoduction to progrmaming'],
  ['\u0301'.repeat(60)],
])('“%.30s” is compared with a few names at most', (typed) => {
  const work = { cells: 0 };
  similarTo(tree, [typed], work);
  expect(work.cells).toBeLessThan(60_000);
});
