import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minutesPresent } from './minutes-present.ts';

const minute = 60_000;
const stretch = (from: number, to: number) => ({ from: from * minute, to: to * minute });

test.each([
  ['nobody', [], 0],
  ['one stretch', [stretch(0, 25)], 25],
  ['two apart', [stretch(0, 10), stretch(20, 25)], 15],
  ['speaking while drawing', [stretch(0, 30), stretch(10, 20)], 30],
  ['overlapping, said in any order', [stretch(20, 40), stretch(0, 30)], 40],
  ['one that ends before it begins', [stretch(10, 5)], 0],
])('%s', (_name, stretches, minutes) => expect(minutesPresent(stretches)).toBe(minutes));

test('is as many as the minutes that somebody looking once a minute would have counted', () => {
  const hours = fc.record({ from: fc.integer({ min: 0, max: 200 }), for: fc.integer({ min: 0, max: 60 }) });
  fc.assert(
    fc.property(fc.array(hours, { maxLength: 12 }), (list) => {
      const stretches = list.map(({ from, for: length }) => stretch(from, from + length));
      const seen = new Set(list.flatMap(({ from, for: length }) => Array.from({ length }, (_, at) => from + at)));
      expect(minutesPresent(stretches)).toBe(seen.size);
    }),
  );
});
