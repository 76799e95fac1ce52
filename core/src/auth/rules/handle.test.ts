import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handleCandidate, handleFrom } from './handle.ts';

test.each([
  ['Mei', 'mei'],
  ['José Ángel', 'jose_angel'],
  ['İpek', 'ipek'],
  ['..__Ana!!', 'ana'],
  ['ana.maria-2', 'ana.maria-2'],
  ['日本', 'learner'],
  ['😀', 'learner'],
  ['', 'learner'],
  ['a'.repeat(10_000), 'a'.repeat(28)],
])('"%s" becomes %s', (name, handle) => {
  expect(handleFrom(name)).toBe(handle);
});

test('the next tries are numbered from 2', () => {
  expect([1, 2, 3].map((attempt) => handleCandidate('mei', attempt))).toEqual(['mei', 'mei_2', 'mei_3']);
});

test('whatever the name, the handle and its next tries are what the database allows', () => {
  const allowed = /^[a-z0-9][a-z0-9_.-]{0,31}$/;
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 1, max: 999 }), (name, attempt) => {
      expect(handleCandidate(handleFrom(name), attempt)).toMatch(allowed);
    }),
  );
});
