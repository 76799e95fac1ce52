import { describe, expect, test } from 'vitest';
import { sharesOf } from './labels.ts';
import { placesAnswers } from './places.ts';
import { skillsAnswers } from './skills.ts';

describe.each([
  ['skills', skillsAnswers],
  ['places', placesAnswers],
] as const)('what people type for %s', (_name, answers) => {
  const { tuned, held } = answers();

  test('is labelled by the hundreds', () => {
    expect(tuned.length + held.length).toBeGreaterThanOrEqual(300);
    expect(held.length).toBeGreaterThanOrEqual(100);
  });

  test.each([
    ['what was tuned on', tuned],
    ['what was held out', held],
  ])('is understood in nine of ten, and answered wrongly in one of a hundred at most: %s', (_of, answered) => {
    const { right, wrong } = sharesOf(answered);
    expect(right).toBeGreaterThanOrEqual(90);
    expect(wrong).toBeLessThanOrEqual(1);
  });
});
