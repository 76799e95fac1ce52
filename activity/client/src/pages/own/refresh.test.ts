import { expect, test } from 'vitest';
import { waitMs } from './refresh.ts';

test('a few looks a minute come at once, more of them one by one', () => {
  expect(waitMs([], 100_000)).toBe(200);
  expect(waitMs([90_000, 95_000, 99_000], 100_000)).toBe(200);
  expect(waitMs([90_000, 95_000, 99_000, 99_500], 100_000)).toBe(10_000);
  expect(waitMs([30_000, 95_000, 99_000, 99_500], 100_000)).toBe(200);
});
