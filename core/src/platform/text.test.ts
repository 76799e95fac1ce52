import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine, cleanText, fold, line, storableJson, text } from './text.ts';

const anything = fc.string({ unit: 'binary', maxLength: 40 });
// Often enough what is cut out or joined for a property to meet it.
const tricky = fc
  .array(
    fc.constantFrom('a', 'é', 'e', '\u0301', ' ', '\n', '\r', '\t', '\u200b', '\u202e', '\u0000', '\u2028', '\u0085'),
  )
  .map((parts) => parts.join(''));

describe('a line', () => {
  test.each([
    ['control characters go', 'a\u0000b\u0007c\u0085', 'abc'],
    ['white space of any kind is one space', ' a \t\r\n b\u00a0c ', 'a b c'],
    ['what is left between two spaces closes up', 'a \u200b b', 'a b'],
    ['marks of direction go', 'a\u202eb\u2066c\u200ed\u061ce', 'abcde'],
    ['letters are put together', 'e\u0301', 'é'],
    ['also across what was cut out', 'e\u200b\u0301', 'é'],
    ['joined emoji stay', '👩‍💻', '👩‍💻'],
    ['nothing but unseen is nothing', '\u200b\ufeff\u202e \n', ''],
  ])('%s', (_name, given, cleaned) => {
    expect(cleanLine(given)).toBe(cleaned);
  });

  test('cleaning a clean line changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(anything, tricky), (given) => {
        expect(cleanLine(cleanLine(given))).toBe(cleanLine(given));
      }),
    );
  });

  test('length is judged after cleaning', () => {
    expect(line(3).safeParse(' a\u200bbc ').data).toBe('abc');
    expect(line(3).safeParse('abcd').success).toBe(false);
    expect(line(3).safeParse(' \u200b ').success).toBe(false);
  });
});

describe('a text', () => {
  test.each([
    ['line breaks stay, however they are written', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['a tab keeps words apart', 'a\tb', 'a b'],
    ['three line breaks are two', 'a\n\n\n\nb', 'a\n\nb'],
    ['marks of direction and control characters go', 'a\u202eb\u0000c', 'abc'],
  ])('%s', (_name, given, cleaned) => {
    expect(cleanText(given)).toBe(cleaned);
  });

  test('cleaning a clean text changes nothing, and nothing unseen is left', () => {
    fc.assert(
      fc.property(fc.oneof(anything, tricky), (given) => {
        const cleaned = cleanText(given);
        expect(cleanText(cleaned)).toBe(cleaned);
        expect(cleaned).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]|(?!\n)\p{Cc}/u);
      }),
    );
  });

  test('10,000 characters are cut to size by nobody: they are refused', () => {
    expect(text(1_000).safeParse('a'.repeat(10_000)).success).toBe(false);
    expect(text(1_000).safeParse('\u200b'.repeat(10_000)).data).toBe('');
  });
});

describe('fold', () => {
  test.each([
    ['Español', 'espanol'],
    ['İstanbul', 'istanbul'],
    ['  C++  ', 'c++'],
    ['한국어', '한국어'.normalize('NFD')],
  ])('"%s" is compared as "%s"', (given, folded) => {
    expect(fold(given)).toBe(folded);
  });
});

test('JSON for jsonb loses NUL and halves of characters, and nothing else', () => {
  const part = fc.constantFrom('\u0000', '\ud83c', '\udfb8', '\\', 'u0000', 'ud83c', '"', 'a', '\n');
  const hostile = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(hostile, anything), fc.oneof(hostile, anything), (value, key) => {
      const stored = (given: string) => given.toWellFormed().replaceAll('\u0000', '\ufffd');
      expect(JSON.parse(storableJson({ [`k${key}`]: [value] }))).toEqual({ [`k${stored(key)}`]: [stored(value)] });
    }),
    { numRuns: 3_000 },
  );
});
