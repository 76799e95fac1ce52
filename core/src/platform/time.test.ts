import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clockTimeFromDate,
  clockTimeToDate,
  dayFromDate,
  dayToDate,
  fromDate,
  isTimeZone,
  toDate,
  utcDay,
} from './time.ts';

describe('the crossings between Date and Temporal', () => {
  test('an instant comes back to the millisecond', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        expect(toDate(fromDate(date)).getTime()).toBe(date.getTime());
      }),
    );
  });

  test('a time of day and a day come back, whatever zone this machine is in', () => {
    expect(clockTimeFromDate(clockTimeToDate(Temporal.PlainTime.from('23:45'))).toString()).toBe('23:45:00');
    expect(dayFromDate(dayToDate(Temporal.PlainDate.from('2028-02-29'))).toString()).toBe('2028-02-29');
  });

  test('the day that limits count by is UTC’s', () => {
    expect(utcDay(Temporal.Instant.from('2027-03-01T23:59:59Z')).toString()).toBe('2027-03-01');
    expect(utcDay(Temporal.Instant.from('2027-03-02T00:00:00Z')).toString()).toBe('2027-03-02');
  });
});

describe('time zones', () => {
  test.each(['Europe/Lisbon', 'Asia/Kathmandu', 'UTC', 'America/Argentina/Buenos_Aires', 'europe/lisbon'])(
    '%s is one',
    (name) => {
      expect(isTimeZone(name)).toBe(true);
    },
  );

  test.each(['', '+05:45', '-03', 'Lisbon', 'Europe/Lisbo', 'Mars/Olympus', '../etc/passwd', 'Europe/Lisbon\u0000'])(
    '"%s" is none',
    (name) => {
      expect(isTimeZone(name)).toBe(false);
    },
  );
});
