import { expect, test } from 'vitest';
import { shippedTree } from '../../../../test/skill-tree.ts';
import { recogniseSkill } from './recognise.ts';

const tree = shippedTree();
const about = (text: string) => recogniseSkill(tree, text)?.name ?? null;

test.each([
  ['Play three songs on the guitar', 'Guitar'],
  ['Guitarra flamenca en una boda', 'Flamenco Guitar'],
  ['hold a Spanish conversation', 'Spanish Conversation'],
  ['I want to learn Italian cooking', 'Italian Cooking'],
  ['I want to learn Italian.', 'Italian'],
  ['Finally understand C++!', 'C & C++'],
  ['hip hop dance, in front of people', 'Hip-Hop Dance'],
  ['Aprender JS', 'JavaScript'],
  ['Become happier', null],
  ['Music', null],
  ['', null],
])('"%s" is about %s', (text, name) => {
  expect(about(text)).toBe(name);
});

test('every skill is recognised by its name in a sentence; one letter alone is no name', () => {
  const lost = tree.rows
    .filter((row) => !tree.isField(row) && row.name.length > 1)
    .filter((row) => recogniseSkill(tree, `This year I want to learn ${row.name}, at last`) !== row);
  expect(lost.map((row) => row.name)).toEqual([]);
});

test('a text of 10,000 words is read as far as its hundredth', () => {
  expect(about(`${'and '.repeat(99)}guitar${' and'.repeat(10_000)}`)).toBe('Guitar');
  expect(about(`${'and '.repeat(100)}guitar`)).toBeNull();
});
