import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedTree } from '../../../../test/skill-tree.ts';
import { editDistance } from '../../platform/edit-distance.ts';
import { fold } from '../../platform/text.ts';
import { answerScore, searchSkills, similarSkills } from './search.ts';

const tree = shippedTree();
const search = (typed: string, limit = 5) => searchSkills(tree, typed, limit).map((row) => row.name);
const similar = (typed: string) => similarSkills(tree, typed, 3).map((row) => row.name);

/** As it was before anything was left out: every name compared with what was typed. */
function plainly(typed: string): string[] {
  const query = fold(typed).slice(0, 60);
  if (searchSkills(tree, typed, 3).length > 0) return similar(typed);
  return tree.rows
    .filter((row) => !tree.isField(row))
    .map((row) => {
      const texts = [row.name, ...Object.values(row.names), ...row.aliases];
      const all = texts.map((text) => editDistance(query, fold(text)) / Math.max(query.length, text.length));
      return { row, distance: Math.min(...all) };
    })
    .filter(({ distance }) => distance <= 0.4)
    .sort((a, b) => a.distance - b.distance || a.row.id - b.row.id)
    .slice(0, 3)
    .map(({ row }) => row.name);
}

describe('what a search costs', () => {
  test.each([
    ['x'.repeat(200)],
    ['abcdefghijklmnopqrstuvwxyz '.repeat(8).slice(0, 200)],
    ['guitra lessons for beginners in the evening please'],
    ['eaoinrst'.repeat(25)],
    ['qzxj'],
    ['intreoduction to progrmaming'],
    ['\u0301'.repeat(200)],
  ])('“%.30s” compares a few names with it at most', (typed) => {
    const work = { cells: 0 };
    similarSkills(tree, typed, 3, work);
    expect(work.cells).toBeLessThan(60_000);
  });

  test('what is left out would not have been found', () => {
    const names = tree.rows.map(({ name }) => name);
    const typos = fc.tuple(fc.constantFrom(...names), fc.nat(30), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(typos, ([name, at, other]) => {
        const typed = name.slice(0, at) + other + name.slice(at + 2);
        expect(similar(typed)).toEqual(plainly(typed));
      }),
      { numRuns: 60 },
    );
  });
});

describe('what is typed', () => {
  test.each([
    ['Guitar', 'Guitar'],
    ['guitar', 'Guitar'],
    ['  GUITAR ', 'Guitar'],
    ['guitarra', 'Guitar'],
    ['acoustic guitar', 'Guitar'],
    ['JS', 'JavaScript'],
    ['python', 'Python'],
    ['espanol', 'Spanish'],
    ['ESPAÑOL', 'Spanish'],
  ])('"%s" finds %s first', (typed, name) => {
    expect(search(typed)[0]).toBe(name);
  });

  test('the beginning of a name goes before the inside of one', () => {
    expect(search('guit', 25).indexOf('Guitar')).toBeLessThan(search('guit', 25).indexOf('Electric Guitar'));
  });

  test.each([
    ['guitar', 'guitar', 100],
    ['guit', 'guitar', 80],
    ['guitar', 'electric guitar', 60],
    ['tar', 'guitar', 40],
    ['ar', 'guitar', 0],
    ['drums', 'guitar', 0],
  ])('"%s" answers "%s" with %i', (query, text, score) => {
    expect(answerScore(query, text)).toBe(score);
  });

  test('a field is never a skill, and no more come than were asked for', () => {
    expect(search('music', 25)).not.toContain('Music');
    expect(search('', 7)).toHaveLength(7);
    expect(search('a', 3)).toHaveLength(3);
  });

  test('every skill is found by its own names', () => {
    const lost = tree.rows
      .filter((row) => !tree.isField(row))
      .flatMap((row) => [row.name, row.names.es ?? row.name].map((name) => ({ row, name })))
      .filter(({ row, name }) => !searchSkills(tree, name, 3).includes(row));
    expect(lost.map(({ name }) => name)).toEqual([]);
  });
});

describe('did you mean', () => {
  test.each([
    ['gutiar', 'Guitar'],
    ['pyhton', 'Python'],
    ['javascrpt', 'JavaScript'],
    ['fotografia', 'Photography'],
    ['spansih', 'Spanish'],
  ])('"%s" is taken for %s', (typed, name) => {
    expect(similar(typed)).toContain(name);
  });

  test('what resembles nothing suggests nothing', () => {
    expect(similar('xqzwvkjh')).toEqual([]);
  });

  test('10,000 characters are answered', () => {
    expect(similar('z'.repeat(10_000))).toEqual([]);
  });
});
