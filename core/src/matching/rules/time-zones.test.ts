import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockDistance, offsetsAt, timezoneScore } from './time-zones.ts';

const between = (a: string, b: string, day: string) => {
  const offsetOf = offsetsAt(Temporal.Instant.from(`${day}T12:00:00Z`));
  return clockDistance(offsetOf(a) ?? Number.NaN, offsetOf(b) ?? Number.NaN);
};

describe('MS-7: the distance of the clocks', () => {
  test.each([
    ['Europe/Lisbon', 'Europe/Lisbon', '2027-03-01', 0],
    ['UTC', 'Asia/Kathmandu', '2027-03-01', 5 * 60 + 45],
    // Chatham is at +13:45 until April: the short way to New York's −5 is around the clock.
    ['Pacific/Chatham', 'America/New_York', '2027-03-01', 5 * 60 + 15],
    ['Pacific/Chatham', 'UTC', '2027-06-01', 11 * 60 + 15],
    // +14 and −10 show the same clock, a day apart.
    ['Pacific/Kiritimati', 'Pacific/Honolulu', '2027-03-01', 0],
    ['Pacific/Kiritimati', 'UTC', '2027-03-01', 10 * 60],
    ['Asia/Kolkata', 'Pacific/Marquesas', '2027-03-01', 9 * 60],
    ['Asia/Bangkok', 'America/New_York', '2027-03-01', 12 * 60],
  ])('MS-7: %s and %s on %s', (a, b, day, minutes) => {
    expect(between(a, b, day)).toBe(minutes);
  });

  test('MS-7: for two weeks in March New York has summer time and Lisbon has not', () => {
    const days = ['2027-03-13', '2027-03-15', '2027-03-27', '2027-03-29'];
    expect(days.map((day) => between('Europe/Lisbon', 'America/New_York', day) / 60)).toEqual([5, 4, 4, 5]);
  });

  test('MS-7: it is the same both ways and at most 12 hours', () => {
    const offset = fc.integer({ min: -12 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(offset, offset, (a, b) => {
        expect(clockDistance(a, b)).toBe(clockDistance(b, a));
        expect(clockDistance(a, b)).toBeLessThanOrEqual(720);
        expect(clockDistance(a, b)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('MS-7: the part', () => {
  test.each([
    [0, 100],
    [240, 100],
    [241, 75],
    [480, 75],
    [481, 50],
    [719, 50],
    [720, 25],
    [null, 25],
  ])('MS-7: %s minutes make %i', (distance, part) => {
    expect(timezoneScore(distance)).toBe(part);
  });

  test('MS-7: farther apart is never better', () => {
    const distance = fc.integer({ min: 0, max: 720 });
    fc.assert(
      fc.property(distance, distance, (a, b) => {
        expect(timezoneScore(Math.max(a, b))).toBeLessThanOrEqual(timezoneScore(Math.min(a, b)));
      }),
    );
  });

  test('MS-7: a zone that is unknown or no zone has no offset', () => {
    const offsetOf = offsetsAt(Temporal.Instant.from('2027-03-01T09:00:00Z'));
    expect([null, 'Not/AZone', ''].map(offsetOf)).toEqual([null, null, null]);
    expect(offsetOf('Asia/Kolkata')).toBe(330);
  });
});
