import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkCodeFrom, linkCodeHash } from './link-code.ts';

test('a code is two groups of four, without what is mistaken for something else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 64, max: 247 }), (random) => {
      expect(linkCodeFrom(random)).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
    }),
  );
});

test('over every byte each character comes equally often', () => {
  const counts = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) {
    // One byte to be looked at, the rest of the code from bytes that say nothing.
    const [character = ''] = linkCodeFrom(Uint8Array.of(byte, ...Array<number>(31).fill(0)));
    if (byte < 248) counts.set(character, (counts.get(character) ?? 0) + 1);
    else expect(character).toBe('2');
  }
  expect(counts.size).toBe(31);
  expect(new Set(counts.values())).toEqual(new Set([8]));
});

test.each(['k7qm-3xwd', 'K7QM3XWD', ' K7QM 3XWD\n', 'k7qm–3xwd', 'K7Q-M3X-WD'])('"%s" is the same code', (typed) => {
  expect(linkCodeHash(typed)).toBe(linkCodeHash('K7QM-3XWD'));
});

test('another code has another hash, and a hash does not tell the code', () => {
  expect(linkCodeHash('K7QM-3XWE')).not.toBe(linkCodeHash('K7QM-3XWD'));
  expect(linkCodeHash('K7QM-3XWD')).toMatch(/^[0-9a-f]{64}$/);
});
