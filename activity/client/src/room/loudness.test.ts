import { expect, test } from 'vitest';
import { isHeard } from './loudness.ts';

/** A fifth of a second, quiet but for a tone of 20 ms. */
function withTone(at: number, loudness: number): Float32Array {
  const samples = new Float32Array(9_600);
  for (let index = 0; index < 960; index += 1) samples[at + index] = Math.sin(index / 8) * loudness;
  return samples;
}

test('a short sound is heard wherever it lies between two looks', () => {
  for (let at = 0; at <= 9_600 - 960; at += 96) expect(isHeard(withTone(at, 0.1)), `at ${at}`).toBe(true);
});

test('a room that only hums is nobody who speaks', () => {
  expect(isHeard(withTone(3_000, 0.01))).toBe(false);
  expect(isHeard(new Float32Array(9_600))).toBe(false);
});
