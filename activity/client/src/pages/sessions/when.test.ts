import { expect, test } from 'vitest';
import { readWhen, tomorrowEvening } from './when.ts';

const now = Date.parse('2027-03-27T23:30:00Z');

test('the first guess is tomorrow evening where the person is', () => {
  expect(tomorrowEvening(now, 'Europe/Lisbon')).toEqual({ day: '2027-03-28', time: '18:00', minutes: 60 });
  expect(tomorrowEvening(now, 'Pacific/Auckland').day).toBe('2027-03-29');
});

test.each([
  ['nothing typed', '', '18:00', 'missing'],
  ['an hour ago', '2027-03-27', '22:30', 'past'],
  ['skipped by the clocks', '2027-03-28', '01:15', { at: Date.parse('2027-03-28T01:15:00Z'), clocks: 'skipped' }],
  ['plain', '2027-03-28', '18:00', { at: Date.parse('2027-03-28T17:00:00Z'), clocks: 'plain' }],
])('what is meant: %s', (_name, day, time, meant) => {
  expect(readWhen({ day, time, minutes: 60 }, 'Europe/Lisbon', now)).toEqual(meant);
});
