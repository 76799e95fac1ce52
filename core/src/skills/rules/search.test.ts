import { describe, expect, test } from 'vitest';
import { shippedTree } from '../../../../test/skill-tree.ts';
import { answerScore, searchSkills } from './search.ts';

const tree = shippedTree();
const search = (typed: string, limit = 5) => searchSkills(tree, typed, limit).map((row) => row.name);

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
    ['ｇｕｉｔａｒ', 'Guitar'],
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
