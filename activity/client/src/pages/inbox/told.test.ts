import { expect, test } from 'vitest';
import { isWhole, reminderChoices, toggle } from './told.ts';

test('reminder times are the usual ones and those of one’s own, the longest first', () => {
  expect(reminderChoices([1_440, 45])).toEqual([10_080, 1_440, 60, 45, 10]);
  expect(toggle([60, 10], 60)).toEqual([10]);
  expect(toggle([10], 60)).toEqual([10, 60]);
});

test('quiet hours are two times or none', () => {
  const told = { directMessages: true, inboxOnly: [], remindBefore: [] };
  expect(isWhole({ ...told, quiet: null })).toBe(true);
  expect(isWhole({ ...told, quiet: { from: '22:00', to: '07:00' } })).toBe(true);
  expect(isWhole({ ...told, quiet: { from: '22:00', to: '' } })).toBe(false);
});
