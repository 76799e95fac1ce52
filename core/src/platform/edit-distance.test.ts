import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance } from './edit-distance.ts';

describe('editDistance', () => {
  const word = fc.string({ maxLength: 8 });

  test.each([
    ['', '', 0],
    ['abc', '', 3],
    ['abc', 'acb', 1],
    ['guitar', 'gutiar', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('"%s" and "%s" are %i apart', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  test('it is 0 only for the same, the same both ways, and between the difference and the longer length', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });

  test('one change of a letter, a missing letter or two swapped ones are 1 apart', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 2, maxLength: 9, unit: fc.constantFrom('a', 'b', 'c') }),
        fc.nat(),
        (a, at) => {
          const index = at % (a.length - 1);
          const [x = '', y = ''] = a.slice(index, index + 2);
          expect(editDistance(a, `${a.slice(0, index)}z${a.slice(index + 1)}`)).toBe(1);
          expect(editDistance(a, a.slice(0, index) + a.slice(index + 1))).toBe(1);
          expect(editDistance(a, a.slice(0, index) + y + x + a.slice(index + 2))).toBe(x === y ? 0 : 1);
        },
      ),
    );
  });
});
