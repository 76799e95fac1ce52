import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuTime } from '../../test/cpu-time.ts';
import { readMarkdown } from '../../test/markdown-reader.ts';
import { escapeMarkdown, quote, shorten } from './markdown.ts';

/** Text with more of what Markdown reads than people write. */
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom(...'\\`*_[]()->!#| \n\tab', 'https://evil.example', '@everyone', '<@1>', '👩‍🏫'))
    .map((parts) => parts.join('')),
);

describe('what a person wrote', () => {
  test('reads as they wrote it, and formats nothing', () => {
    fc.assert(
      fc.property(anything, (written) => {
        expect(readMarkdown(escapeMarkdown(written))).toEqual({ text: written, formats: [] });
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['**bold**', '\\*\\*bold\\*\\*'],
    ['[free](https://evil.example)', '\\[free\\](https://evil.example)'],
    ['`/echo`', '\\`/echo\\`'],
    ['- one\n  - two', '\\- one\n  \\- two'],
    ['> said', '\\> said'],
    ['a - b > c', 'a - b > c'],
    ['C:\\new', 'C:\\\\new'],
  ])('%j is escaped as %j', (written, escaped) => {
    expect(escapeMarkdown(written)).toBe(escaped);
  });

  test('a quotation is a quote in every line, and nothing else', () => {
    fc.assert(
      fc.property(anything, (written) => {
        const { text, formats } = readMarkdown(quote(written, 10_000));
        expect(text).toBe(written);
        expect(formats).toEqual(written.split('\n').map(() => 'quote'));
      }),
    );
  });

  test('escaping takes time in proportion to the length', () => {
    const took = (length: number) => {
      const text = '\n '.repeat(length);
      return cpuTime(() => void escapeMarkdown(text));
    };
    // Four times the text: sixteen times the time would be a square.
    expect(took(80_000) / took(20_000)).toBeLessThan(10);
  });
});

describe('shortening', () => {
  test('leaves alone what fits', () => {
    expect(shorten('abc', 3)).toBe('abc');
    expect(shorten('🎸🎸🎸', 6)).toBe('🎸🎸🎸');
  });

  test.each([
    ['a long sentence', 7, 'a long…'],
    ['🎸🎸🎸🎸', 7, '🎸🎸🎸…'],
    ['🎸🎸🎸🎸', 4, '🎸…'],
    ['ab👩‍👩‍👧‍👦', 10, 'ab…'],
    ['ab🇪🇸🇲🇽', 6, 'ab…'],
    ['ab👍🏽c', 6, 'ab…'],
    ['cafe\u0301s', 5, 'caf…'],
  ])('%j in %i is %j', (text, max, short) => {
    expect(shorten(text, max)).toBe(short);
  });

  test('is never longer than asked, never half a character, and begins as the text does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 1, max: 30 }), (text, max) => {
        const short = shorten(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short.isWellFormed()).toBe(true);
        if (short !== text) expect(text.startsWith(short.slice(0, -1))).toBe(true);
      }),
    );
  });
});
