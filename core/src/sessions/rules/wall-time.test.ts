import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atWallTime } from './wall-time.ts';

const at = (wall: string, timeZone: string) => {
  const found = atWallTime(Temporal.PlainDateTime.from(wall), timeZone);
  return [found.at.toString({ smallestUnit: 'minute' }), found.clocks];
};

describe('the instant of a wall time', () => {
  test.each([
    ['2027-06-01T10:00', 'Europe/Lisbon', '2027-06-01T09:00Z', 'plain'],
    ['2027-06-01T10:00', 'Asia/Kathmandu', '2027-06-01T04:15Z', 'plain'],
    // Clocks go from 02:00 to 03:00 and from 03:00 to 02:00.
    ['2027-03-28T01:59', 'Europe/Berlin', '2027-03-28T00:59Z', 'plain'],
    ['2027-03-28T02:00', 'Europe/Berlin', '2027-03-28T01:00Z', 'skipped'],
    ['2027-03-28T02:30', 'Europe/Berlin', '2027-03-28T01:30Z', 'skipped'],
    ['2027-03-28T03:00', 'Europe/Berlin', '2027-03-28T01:00Z', 'plain'],
    ['2027-10-31T01:59', 'Europe/Berlin', '2027-10-30T23:59Z', 'plain'],
    ['2027-10-31T02:00', 'Europe/Berlin', '2027-10-31T00:00Z', 'repeated'],
    ['2027-10-31T02:59', 'Europe/Berlin', '2027-10-31T00:59Z', 'repeated'],
    ['2027-10-31T03:00', 'Europe/Berlin', '2027-10-31T02:00Z', 'plain'],
    // By half an hour only.
    ['2027-10-03T02:15', 'Australia/Lord_Howe', '2027-10-02T15:45Z', 'skipped'],
    ['2027-10-03T02:30', 'Australia/Lord_Howe', '2027-10-02T15:30Z', 'plain'],
    ['2027-04-04T01:45', 'Australia/Lord_Howe', '2027-04-03T14:45Z', 'repeated'],
    // At midnight, so that the day begins at 01:00.
    ['2027-09-05T00:30', 'America/Santiago', '2027-09-05T04:30Z', 'skipped'],
    // Samoa had no 30 December 2011 at all.
    ['2011-12-30T12:00', 'Pacific/Apia', '2011-12-30T22:00Z', 'skipped'],
  ])('%s in %s is %s and %s', (wall, timeZone, instant, clocks) => {
    expect(at(wall, timeZone)).toEqual([instant, clocks]);
  });

  test('is what any clock there shows then, unless they skip it', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Chatham', 'America/St_Johns', 'UTC');
    fc.assert(
      fc.property(fc.nat(3 * 366 * 24 * 12), zones, (fives, timeZone) => {
        const instant = Temporal.Instant.from('2026-01-01T00:00Z').add({ minutes: 5 * fives });
        const wall = instant.toZonedDateTimeISO(timeZone).toPlainDateTime();
        const found = atWallTime(wall, timeZone);
        expect(found.at.toZonedDateTimeISO(timeZone).toPlainDateTime().equals(wall)).toBe(true);
        expect(found.clocks).not.toBe('skipped');
        if (found.clocks === 'plain') expect(found.at.equals(instant)).toBe(true);
        expect(Temporal.Instant.compare(found.at, instant)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2_000 },
    );
  });
});
