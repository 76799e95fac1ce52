import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine, cleanText } from '../../platform/text.ts';
import { contentLine, lineValue, parameterValue, textValue, uriValue } from './content-line.ts';
import { unescaped } from './sample-event.ts';

const octets = (text: string) => new TextEncoder().encode(text).length;
const anyText = fc.string({ unit: 'binary', maxLength: 300 });

describe('RFC 5545 §3.1: lines', () => {
  test.each([
    ['Latin', 'a'.repeat(400)],
    ['Japanese', '日本語の会話'.repeat(40)],
    ['emoji', '👩‍👩‍👧‍👦🇳🇵'.repeat(40)],
    ['both widths', 'é日👍x'.repeat(60)],
  ])('%s: 75 octets at most, no character cut, nothing lost', (_name, text) => {
    const line = contentLine('SUMMARY', text);
    const parts = line.slice(0, -2).split('\r\n');
    expect(line.endsWith('\r\n')).toBe(true);
    expect(Math.max(...parts.map(octets))).toBeLessThanOrEqual(75);
    expect(Math.min(...parts.slice(0, -1).map(octets))).toBeGreaterThan(75 - 5);
    expect(parts.every((part) => part.isWellFormed())).toBe(true);
    expect(line.replaceAll('\r\n ', '')).toBe(`SUMMARY:${text}\r\n`);
  });

  test('whatever is written: 75 octets at most, and it can be put together again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = contentLine('DESCRIPTION', textValue(text));
        for (const part of line.split('\r\n')) expect(octets(part)).toBeLessThanOrEqual(75);
        expect(line.replaceAll('\r\n ', '')).toBe(`DESCRIPTION:${textValue(text)}\r\n`);
      }),
    );
  });
});

describe('RFC 5545 §3.3.11: text', () => {
  test.each([
    ['commas', 'a, b', 'a\\, b'],
    ['semicolons', 'a; b', 'a\\; b'],
    ['backslashes', 'C:\\new', 'C:\\\\new'],
    ['line breaks', 'a\r\nb\rc\nd\u2028e', 'a\\nb\\nc\\nd\\ne'],
    ['colons and quotation marks stay', 'a: "b"', 'a: "b"'],
    ['control characters fall', 'a\0b\x1bc\x7fd\x85e', 'abcde'],
    ['half a character is replaced', 'a\ud83d', 'a\ufffd'],
  ])('%s', (_name, text, value) => {
    expect(textValue(text)).toBe(value);
  });

  test('whatever is written is read again, as the house cleans it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(textValue(text)).not.toMatch(/\p{Cc}/u);
        expect(unescaped(textValue(text))).toBe(cleanText(text));
        expect(unescaped(lineValue(text))).toBe(cleanLine(text));
      }),
    );
  });
});

describe('RFC 6868: parameters', () => {
  test.each([
    ['what would end it', 'Mei; "the" cat: a, b', `"Mei; ^'the^' cat: a, b"`],
    ['carets', '^_^', '"^^_^^"'],
    ['line breaks', 'a\r\nATTENDEE:b', '"a ATTENDEE:b"'],
  ])('%s', (_name, text, value) => {
    expect(parameterValue(text)).toBe(value);
  });

  test('whatever is written stays within its quotation marks', () => {
    fc.assert(fc.property(anyText, (text) => /^"[^"\p{Cc}]*"$/u.test(parameterValue(text))));
  });
});

test('a URI keeps its commas and semicolons, and has one line', () => {
  expect(uriValue('https://a.example/x;y,z\r\nATTACH:b')).toBe('https://a.example/x;y,z ATTACH:b');
});
