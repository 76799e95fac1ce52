import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { contextAt, contextOf, problemOf, readBy } from '../../../test/reading.ts';
import type { CommandContext } from '../context.ts';
import { date, days, readClockTime, timezone } from './time.ts';

let core: TestCore;
let en: CommandContext;
let es: CommandContext;
beforeAll(async () => {
  core = await openTestCore();
  const ana = await core.newcomer('Ana');
  [en, es] = [await contextOf(core, ana), await contextOf(core, ana, 'es')];
});
afterAll(() => core.close());

describe('a time of day', () => {
  test.each([
    ['18:00', '18:00'],
    ['6:05', '06:05'],
    ['0:00', '00:00'],
    ['23:59', '23:59'],
    ['6pm', '18:00'],
    ['6 PM', '18:00'],
    ['12am', '00:00'],
    ['12pm', '12:00'],
    ['12:30 a.m.', '00:30'],
    ['11.45 p.m.', '23:45'],
    ['18h', '18:00'],
    ['18h30', '18:30'],
    ['9.30', '09:30'],
    ['9', '09:00'],
    ['24:00', '00:00'],
    ['24h', '00:00'],
    ['24:01', null],
    ['25:00', null],
    ['18:60', null],
    ['13pm', null],
    ['0am', null],
    ['18:5', null],
    ['-1:00', null],
    ['18:00:00', null],
    ['six', null],
    ['', null],
    ['1'.repeat(10_000), null],
  ])('%s is %s', (typed, time) => {
    expect(readClockTime(typed)).toBe(time);
  });
});

describe('days', () => {
  test.each<[string, number[] | string]>([
    ['1,2,3', [1, 2, 3]],
    ['3; 1 2', [1, 2, 3]],
    ['0,6,0', [0, 6]],
    ['mon tue', [1, 2]],
    ['Saturday, Sun', [0, 6]],
    ['Weekdays', [1, 2, 3, 4, 5]],
    ['weekend', [0, 6]],
    ['every day', [0, 1, 2, 3, 4, 5, 6]],
    ['mon-fri', [1, 2, 3, 4, 5]],
    ['Mon – Fri', [1, 2, 3, 4, 5]],
    ['Monday to Friday', [1, 2, 3, 4, 5]],
    ['fri-mon', [0, 1, 5, 6]],
    ['1-5', [1, 2, 3, 4, 5]],
    ['mon-wed, sat', [1, 2, 3, 6]],
    ['mondays and thursdays', [1, 4]],
    ['weekdays and Sunday', [0, 1, 2, 3, 4, 5]],
    ['weekends', [0, 6]],
    ['M-F', [1, 2, 3, 4, 5]],
    ['daily', [0, 1, 2, 3, 4, 5, 6]],
    ['mon-', 'problems.days'],
    ['mon-tue-wed', 'problems.days'],
    ['never', 'problems.days'],
    ['7', 'problems.days'],
    ['m', 'problems.days'],
    ['mon noday', 'problems.days'],
    [',', 'problems.days'],
    ['constructor', 'problems.days'],
    ['__proto__', 'problems.days'],
    ['1'.repeat(10_000), 'problems.days'],
  ])('%s', async (typed, value) => {
    expect(await readBy(days, typed, en)).toEqual(value);
  });

  test.each<[string, number[]]>([
    ['lunes, miércoles', [1, 3]],
    ['LUN mie', [1, 3]],
    ['sabado domingo', [0, 6]],
    ['lunes a viernes', [1, 2, 3, 4, 5]],
    ['de lunes a viernes', [1, 2, 3, 4, 5]],
    ['L-V', [1, 2, 3, 4, 5]],
    ['martes y jueves', [2, 4]],
    ['los sábados', [6]],
    ['fines de semana', [0, 6]],
    ['entre semana', [1, 2, 3, 4, 5]],
    ['todos los días', [0, 1, 2, 3, 4, 5, 6]],
    ['mon-fri', [1, 2, 3, 4, 5]],
    ['1,2', [1, 2]],
  ])('in Spanish: %s', async (typed, value) => {
    expect(await readBy(days, typed, es)).toEqual(value);
  });

  test.each(['en', 'es'] as const)('what is suggested is understood, as word and as value: %s', async (language) => {
    const ctx = language === 'en' ? en : es;
    for (const { value, label } of (await days.suggest?.('', ctx)) ?? [])
      expect(await readBy(days, label, ctx), label).toEqual(await readBy(days, value, ctx));
  });
});

describe('a day to come', () => {
  const isoOf = async (typed: string, ctx = en) => {
    const value = await readBy(date, typed, ctx);
    return value instanceof Date ? value.toISOString().slice(0, 10) : value;
  };

  test.each([
    ['2027-05-31', '2027-05-31'],
    ['2027-5-3', '2027-05-03'],
    ['31/5/2027', '2027-05-31'],
    ['31.05.2027', '2027-05-31'],
    ['29/2/2028', '2028-02-29'],
    ['+30', '2027-03-31'],
    ['+0', '2027-03-01'],
    ['2027-02-30', 'problems.date'],
    ['30/2/2027', 'problems.date'],
    ['29/2/2027', 'problems.date'],
    ['2027-13-01', 'problems.date'],
    ['0/1/2027', 'problems.date'],
    ['5/31/2027', 'problems.date'],
    ['31/5/27', 'problems.date'],
    ['+99999', 'problems.date'],
    ['-5', 'problems.date'],
    ['tomorrow', 'problems.date'],
    ['2'.repeat(10_000), 'problems.date'],
  ])('%s is %s', async (typed, day) => {
    expect(await isoOf(typed)).toBe(day);
  });

  test('in some days counts from the person’s own day', async () => {
    expect(await isoOf('+1', contextAt(en, '2027-03-01T20:00:00Z', 'Asia/Tokyo'))).toBe('2027-03-03');
    expect(await isoOf('+1', contextAt(en, '2027-03-01T05:00:00Z', 'America/New_York'))).toBe('2027-03-02');
    expect(await isoOf('+1', contextAt(en, '2027-03-01T04:00:00Z', 'America/New_York'))).toBe('2027-03-01');
  });

  test('a refusal shows how to write one', async () => {
    expect((await problemOf(date, 'soon', en)).params).toEqual({ given: 'soon', example: '2027-06-01' });
  });
});

describe('a time zone', () => {
  test.each([
    ['Europe/Paris', 'Europe/Paris'],
    ['europe/PARIS', 'Europe/Paris'],
    ['lisbon', 'Europe/Lisbon'],
    [' New York ', 'America/New_York'],
    ['new_york', 'America/New_York'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['kolkata', 'Asia/Kolkata'],
    ['asia/calcutta', 'Asia/Kolkata'],
    ['KYIV', 'Europe/Kyiv'],
    ['kathmandu', 'Asia/Kathmandu'],
    ['ho chi minh', 'Asia/Ho_Chi_Minh'],
    ['Buenos Aires', 'America/Argentina/Buenos_Aires'],
    ['Japan', 'Asia/Tokyo'],
    ['utc', 'UTC'],
    ['Mumbai', 'Asia/Kolkata'],
    ['+01:00', 'problems.time_zone_which'],
    ['Portland', 'problems.time_zone_which'],
    ['Barcelna', 'problems.time_zone_like'],
    ['Mordor', 'problems.time_zone'],
    ['../etc/passwd', 'problems.time_zone'],
    ['\0', 'problems.time_zone'],
    ['x'.repeat(10_000), 'problems.time_zone'],
  ])('%s is %s', async (typed, zone) => {
    expect(await readBy(timezone, typed, en)).toBe(zone);
  });

  test('what is suggested is understood as it stands', async () => {
    for (const typed of ['', 'a', 'york', 'america', 'kol', 'asia/k', 'utc+2', 'san', 'españa'])
      for (const { value } of (await timezone.suggest?.(typed, en)) ?? [])
        expect(await readBy(timezone, value, en)).toBe(value);
  });

  test('a beginning offers what may be meant', async () => {
    expect((await problemOf(timezone, 'lisb', en)).alternatives.map(({ value }) => value)).toEqual(['Europe/Lisbon']);
  });
});
