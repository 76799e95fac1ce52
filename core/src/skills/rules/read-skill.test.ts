import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedTree } from '../../../../test/skill-tree.ts';
import { readSkill, readSkills } from './read-skill.ts';

const tree = shippedTree();
const read = (typed: string) => {
  const { kind, rows } = readSkill(tree, typed);
  return [kind, ...rows.map(({ name }) => name)];
};
const parts = (typed: string) => readSkills(tree, typed).map(({ reading }) => reading.rows[0]?.name ?? reading.kind);

describe('what somebody calls a skill', () => {
  test.each([
    ['Maths', ['field', 'Mathematics']],
    ['Music', ['field', 'Music']],
    ['learn to code', ['field', 'Programming']],
    ['Oboe', ['skill', 'Oboe']],
    ['C', ['skill', 'C & C++']],
    ['c ++', ['skill', 'C & C++']],
    ['F#', ['skill', 'F#']],
    ['.NET', ['skill', '.NET']],
    ['“guitar”!', ['skill', 'Guitar']],
    ['Ｐｙｔｈｏｎ', ['skill', 'Python']],
    ['photo shop', ['skill', 'Photoshop']],
    ['hip hop dance', ['skill', 'Hip-Hop Dance']],
    ['editing video', ['skill', 'Video Editing']],
    ['I’d like to learn how to play the guitar', ['skill', 'Guitar']],
    ['clases de piano para principiantes', ['skill', 'Piano']],
    ['me gustaría aprender alemán', ['skill', 'German']],
    ['gutiar', ['like', 'Guitar']],
    ['jazz drums', ['like', 'Drums']],
    ['cocina rusa', ['like', 'Cooking']],
    ['patinaje', ['which', 'Ice Skating', 'Roller Skating']],
    ['yoga para embarazadas', ['like', 'Yoga']],
    ['quiero mejorar mi inglés', ['skill', 'English']],
    ['guitars', ['skill', 'Guitar']],
    ['window', ['unknown']],
    ['french horn', ['unknown']],
    ['astrology', ['unknown']],
    ['nothing', ['unknown']],
    ['constructor', ['unknown']],
    ['', ['unknown']],
    ['+', ['unknown']],
    ['x'.repeat(100_000), ['unknown']],
  ])('%.50s', (typed, expected) => {
    expect(read(typed)).toEqual(expected);
  });

  test.each([
    ['Python, Java', ['Python', 'Java']],
    ['piano y guitarra', ['Piano', 'Guitar']],
    ['JS/TS', ['JavaScript', 'TypeScript']],
    ['C/C++', ['C & C++']],
    ['C++ and C#', ['C & C++', 'C#']],
    ['HTML & CSS', ['HTML & CSS']],
    ['d&d', ['Tabletop Role-Playing']],
    ['guitar, falconry', ['Guitar', 'unknown']],
    ['inglés, francés y matemáticas', ['English', 'French', 'Mathematics']],
    ['falconry', ['unknown']],
    [',,,', ['unknown']],
  ])('several at once: %s', (typed, expected) => {
    expect(parts(typed)).toEqual(expected);
  });

  test('every name in both languages is read as itself', () => {
    const lost = tree.rows
      .flatMap((row) => [row.name, row.names.es ?? row.name].map((name) => ({ row, name })))
      .filter(({ row, name }) => readSkill(tree, name).rows[0] !== row || readSkills(tree, name).length !== 1);
    expect(lost.map(({ name }) => name)).toEqual([]);
  });

  test('whatever is typed is answered, with ten parts at most', () => {
    const word = fc.constantFrom(
      'guitar',
      'y',
      'and',
      ',',
      '/',
      'c++',
      '#',
      'learn',
      'de',
      '\0',
      '‮',
      '\ud800',
      ' ',
      'piano',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 60 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const found = readSkills(tree, typed);
        expect(found.length).toBeGreaterThanOrEqual(1);
        expect(found.length).toBeLessThanOrEqual(10);
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});
