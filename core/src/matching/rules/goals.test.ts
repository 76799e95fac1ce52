import { describe, expect, test } from 'vitest';
import { profile } from '../../../../test/profile.ts';
import { goalScore } from './goals.ts';

const tree = { closeness: (a: number, b: number) => (a === b ? 1 : a + b === 3 ? 0.5 : 0) };
const wishes = (...ids: number[]) => ids.map((categoryId) => ({ categoryId, level: 1 }));

describe('MS-6: objectives', () => {
  test.each([
    ['the same goals', { goals: [1] }, { goals: [1] }, 60],
    ['related goals', { goals: [1] }, { goals: [2] }, 30],
    ['unrelated goals', { goals: [1] }, { goals: [9] }, 0],
    ['without a goal the wishes stand for it', { learns: wishes(1) }, { goals: [1] }, 60],
    ['with a goal the wishes do not count', { goals: [9], learns: wishes(1) }, { goals: [1] }, 0],
    ['neither goal nor wish', {}, { goals: [1] }, 0],
  ])('MS-6: %s', (_name, a, b, objectives) => {
    expect(goalScore(tree, profile(a), profile(b))).toBe(objectives + 40);
  });
});

describe('MS-6: rhythm', () => {
  test.each([
    ['no days named are all seven', [], [2], 20],
    ['the same days', [1, 3], [1, 3], 20],
    ['as a share of who has fewer', [1, 2, 3, 4], [4, 5], 10],
    ['no day in common', [1], [2], 0],
  ])('MS-6: %s', (_name, a, b, days) => {
    expect(goalScore(tree, profile({ days: a }), profile({ days: b }))).toBe(days + 20);
  });

  test.each([
    ['video', 'video', 20],
    ['chat', 'any', 20],
    ['video', 'audio', 10],
    ['video', 'chat', 0],
    ['audio', 'chat', 0],
  ] as const)('MS-6: meeting by %s and by %s', (a, b, way) => {
    const score = (first: typeof a | typeof b, second: typeof a | typeof b) =>
      goalScore(tree, profile({ sessionType: first }), profile({ sessionType: second }));
    expect(score(a, b)).toBe(20 + way);
    expect(score(b, a)).toBe(20 + way);
  });
});
