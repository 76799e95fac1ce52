import { expect, test } from 'vitest';
import { createDeck } from './deck.ts';
import { createDice } from './prng.ts';

const tenOf = (seed: number): number[] => {
  const dice = createDice(seed);
  return Array.from({ length: 10 }, () => dice.int(0, 1_000_000));
};

test('the same seed gives the same stream, another seed another', () => {
  expect(tenOf(7)).toEqual(tenOf(7));
  expect(tenOf(7)).not.toEqual(tenOf(8));
});

test('whole numbers reach both ends and are spread evenly', () => {
  const dice = createDice(1);
  const counts = new Map<number, number>();
  for (let round = 0; round < 6000; round += 1) {
    const face = dice.int(1, 6);
    counts.set(face, (counts.get(face) ?? 0) + 1);
  }
  expect([...counts.keys()].toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
  // 1,000 expected each; five standard deviations are 144.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(144);
});

test('weights decide how often an item is drawn, and zero means never', () => {
  const dice = createDice(2);
  const drawn = Array.from({ length: 4000 }, () =>
    dice.weighted(['often', 'seldom', 'never'], (item) => ({ often: 3, seldom: 1, never: 0 })[item] ?? 0),
  );
  const often = drawn.filter((item) => item === 'often').length;
  expect(drawn).not.toContain('never');
  expect(Math.abs(often - 3000)).toBeLessThan(140);
});

test('nothing to choose from is an error', () => {
  expect(() => createDice(1).pick([])).toThrow('Nothing to choose from');
  expect(() => createDice(1).weighted(['a'], () => 0)).toThrow('Nothing to choose from');
});

test('a deck goes through all its lines before one comes again', () => {
  const deck = createDeck(createDice(3));
  const lines = ['a', 'b', 'c', 'd'];
  const rounds = [1, 2, 3].map(() => lines.map(() => deck.draw(lines)).toSorted());
  expect(rounds).toEqual([lines, lines, lines]);
});

test('a deck composes a text twice only when it cannot do otherwise', () => {
  const deck = createDeck(createDice(4));
  const texts = [1, 2, 3].map(() => deck.drawUnique(['{x}', '{x}!'], (line) => line.replace('{x}', 'chess')));
  expect(texts.slice(0, 2).toSorted()).toEqual(['chess', 'chess!']);
  expect(['chess', 'chess!']).toContain(texts[2]);
});
