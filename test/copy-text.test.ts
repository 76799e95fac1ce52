import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromCopyText, type TextRow, toCopyLine } from '../start/backup/copy-text.ts';

const value = fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\\\t\r\nN.]*$/)), { nil: null });
const rows = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(value, { minLength: width, maxLength: width }), { maxLength: 5 }));

test('rows of a backup are read as they were written, whatever stands in them', () => {
  fc.assert(
    fc.property(rows, (given: TextRow[]) => {
      expect(fromCopyText(given.map(toCopyLine).join(''))).toEqual(given);
    }),
  );
  expect(toCopyLine(['a\tb', null, '\\N', 'c\nd'])).toBe('a\\tb\t\\N\t\\\\N\tc\\nd\n');
});
