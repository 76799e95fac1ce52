import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterQuietHours, type QuietHours } from './quiet-hours.ts';

const hours = (from: string, to: string): QuietHours => ({
  from: Temporal.PlainTime.from(from),
  to: Temporal.PlainTime.from(to),
});
const until = (local: string, timeZone: string, quiet: QuietHours | null) =>
  afterQuietHours(Temporal.ZonedDateTime.from(`${local}[${timeZone}]`).toInstant(), timeZone, quiet)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });

describe('quiet hours', () => {
  test.each([
    ['2027-03-01T23:30', 'Europe/Lisbon', hours('22:00', '08:00'), '2027-03-02T08:00'],
    ['2027-03-01T03:00', 'Europe/Lisbon', hours('22:00', '08:00'), '2027-03-01T08:00'],
    ['2027-03-01T22:00', 'Europe/Lisbon', hours('22:00', '08:00'), '2027-03-02T08:00'],
    ['2027-03-01T08:00', 'Europe/Lisbon', hours('22:00', '08:00'), '2027-03-01T08:00'],
    ['2027-03-01T12:00', 'Europe/Lisbon', hours('22:00', '08:00'), '2027-03-01T12:00'],
    ['2027-03-01T13:00', 'Asia/Kathmandu', hours('12:00', '14:30'), '2027-03-01T14:30'],
    ['2027-03-01T15:00', 'Asia/Kathmandu', hours('12:00', '14:30'), '2027-03-01T15:00'],
    ['2027-03-01T15:00', 'UTC', hours('09:00', '09:00'), '2027-03-01T15:00'],
    ['2027-03-01T03:00', 'UTC', null, '2027-03-01T03:00'],
    // Clocks go forward from 02:00 to 03:00 and back from 03:00 to 02:00.
    ['2027-03-28T01:30', 'Europe/Berlin', hours('22:00', '02:30'), '2027-03-28T03:30'],
    ['2027-10-31T01:30', 'Europe/Berlin', hours('22:00', '02:30'), '2027-10-31T02:30'],
    // The one hour between them is the one that the clocks skip.
    ['2026-09-26T03:00', 'Pacific/Auckland', hours('03:00', '02:00'), '2026-09-28T02:00'],
  ])('at %s in %s they end when they end', (local, zone, quiet, end) => {
    expect(until(local, zone, quiet)).toBe(end);
  });

  test('never end in the past, in others, nor more than a day and an hour away, two where the clocks skip their end', () => {
    const time = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => new Temporal.PlainTime(hour, minute));
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'Asia/Kolkata',
      'America/St_Johns',
      'Pacific/Auckland',
      'Pacific/Apia',
    );
    fc.assert(
      fc.property(fc.nat(3 * 366 * 24 * 60), zone, time, time, (minutes, timeZone, from, to) => {
        const now = Temporal.Instant.from('2026-01-01T00:00Z').add({ minutes });
        const end = afterQuietHours(now, timeZone, { from, to });
        expect(end.since(now).total('hours')).toBeGreaterThanOrEqual(0);
        const skipped = end.subtract({ hours: 24 }).toZonedDateTimeISO(timeZone).hoursInDay < 24;
        expect(end.since(now).total('hours')).toBeLessThanOrEqual(skipped ? 49 : 25);
        expect(Temporal.Instant.compare(afterQuietHours(end, timeZone, { from, to }), end)).toBe(0);
      }),
      { numRuns: 2_000 },
    );
  });
});
