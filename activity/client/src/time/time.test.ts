import { describe, expect, it, test } from 'vitest';
import { addDays, addMonths, groupByDay, nameOfDay, theirHour, weeksOf } from './days.ts';
import { atWall, cityOf, dayIn, isZone, offsetAt, timeIn } from './zone.ts';

const at = (iso: string) => Date.parse(iso);

describe('the clocks of a zone', () => {
  it.each([
    ['2027-03-01T09:00:00Z', 'Europe/Lisbon', '2027-03-01', '09:00'],
    ['2027-03-01T11:00:00Z', 'Pacific/Auckland', '2027-03-02', '00:00'],
    ['2027-03-01T09:00:00Z', 'Asia/Kathmandu', '2027-03-01', '14:45'],
    ['2027-01-01T00:00:00Z', 'America/New_York', '2026-12-31', '19:00'],
  ])('at %s in %s it is %s %s', (instant, zone, day, time) => {
    expect([dayIn(at(instant), zone), timeIn(at(instant), zone)]).toEqual([day, time]);
    expect(atWall(day, time, zone)).toEqual({ at: at(instant), clocks: 'plain' });
  });

  it.each([
    ['skipped in spring', '2027-03-28', '01:30', 'Europe/Lisbon', '2027-03-28T01:30:00Z', 'skipped'],
    ['skipped west of Greenwich', '2027-03-14', '02:30', 'America/New_York', '2027-03-14T07:30:00Z', 'skipped'],
    ['repeated in autumn', '2027-10-31', '01:30', 'Europe/Lisbon', '2027-10-31T00:30:00Z', 'repeated'],
    ['repeated by half an hour', '2027-04-04', '01:45', 'Australia/Lord_Howe', '2027-04-03T14:45:00Z', 'repeated'],
    ['just after', '2027-03-28', '02:00', 'Europe/Lisbon', '2027-03-28T01:00:00Z', 'plain'],
    ['just before', '2027-03-28', '00:59', 'Europe/Lisbon', '2027-03-28T00:59:00Z', 'plain'],
  ])('SE-13: a time %s', (_name, day, time, zone, instant, clocks) => {
    expect(atWall(day, time, zone)).toEqual({ at: at(instant), clocks });
  });

  it('know neither half a day nor a zone that there is not', () => {
    expect([atWall('', '10:00', 'UTC'), atWall('2027-03-01', '', 'UTC')]).toEqual([null, null]);
    expect([isZone('Europe/Lisbon'), isZone('Mars/Base')]).toEqual([true, false]);
    expect([offsetAt(at('2027-07-01T00:00:00Z'), 'America/New_York'), cityOf('America/New_York')]).toEqual([
      -240,
      'New York',
    ]);
  });
});

test('sessions are of the day on which they begin where the person is', () => {
  const sessions = ['2027-03-01T10:00:00Z', '2027-03-01T12:00:00Z', '2027-03-02T10:00:00Z'].map((iso) => ({
    scheduledAt: new Date(iso),
  }));
  const daysIn = (zone: string) =>
    groupByDay(sessions, zone).map(({ day, sessions: { length } }) => `${day} ${length}`);
  expect(daysIn('Europe/Lisbon')).toEqual(['2027-03-01 2', '2027-03-02 1']);
  expect(daysIn('Pacific/Auckland')).toEqual(['2027-03-01 1', '2027-03-02 2']);
});

test('days are counted over months, years and changes of the clocks, and named', () => {
  expect([addDays('2027-12-31', 1), addDays('2027-03-28', 1), addMonths('2027-01', -1)]).toEqual([
    '2028-01-01',
    '2027-03-29',
    '2026-12',
  ]);
  expect(nameOfDay('2027-12-03', '2027-03-01', 'en-GB')).toBe('Fri 3 Dec');
  expect(nameOfDay('2028-01-03', '2027-12-01', 'es')).toBe('lun, 3 ene 2028');
});

test('a month is weeks from the first weekday of the place', () => {
  const weeks = weeksOf('2027-03', 1);
  expect(weeks[0]).toEqual([
    '2027-03-01',
    '2027-03-02',
    '2027-03-03',
    '2027-03-04',
    '2027-03-05',
    '2027-03-06',
    '2027-03-07',
  ]);
  expect(weeks.at(-1)?.filter((day) => day !== null)).toEqual(['2027-03-29', '2027-03-30', '2027-03-31']);
  expect(weeksOf('2027-03', 0)[0]?.[0]).toBeNull();
});

test.each([
  ['the next morning', '2027-03-01T18:00:00Z', 'Pacific/Auckland', { dayShift: 1, isNight: false, isSame: false }],
  ['ten in the evening', '2027-03-01T09:00:00Z', 'Pacific/Auckland', { dayShift: 0, isNight: true, isSame: false }],
  ['the day before', '2027-03-01T02:00:00Z', 'America/New_York', { dayShift: -1, isNight: false, isSame: false }],
  ['the same hour elsewhere', '2027-03-01T12:00:00Z', 'Europe/London', { dayShift: 0, isNight: false, isSame: true }],
])('their hour: %s', (_name, instant, zone, hour) => {
  expect(theirHour(at(instant), zone, 'Europe/Lisbon')).toEqual(hour);
});
