import { afterEach, describe, expect, test } from 'vitest';
import { saidMoment as said } from '../../../test/said-moment.ts';
import { readMoment } from './moment-rules.ts';

type Language = 'en' | 'es';

describe('in zones', () => {
  // At that moment it is already Thursday in Auckland and still Wednesday in New York.
  test.each([
    ['America/New_York', 'tomorrow 7pm', '2026-11-27T00:00:00Z'],
    ['Asia/Kolkata', 'tomorrow 7pm', '2026-11-26T13:30:00Z'],
    ['Pacific/Auckland', 'tomorrow 7pm', '2026-11-27T06:00:00Z'],
    ['Australia/Lord_Howe', 'tomorrow 7pm', '2026-11-27T08:00:00Z'],
    ['Europe/Madrid', 'tomorrow 7pm', '2026-11-26T18:00:00Z'],
    ['Pacific/Auckland', 'Thu 18:30', '2026-11-26T05:30:00Z'],
    ['America/New_York', 'Thu 18:30', '2026-11-26T23:30:00Z'],
    ['Pacific/Auckland', 'mañana a las 19', '2026-11-27T06:00:00Z'],
    ['Pacific/Auckland', '20:00 UTC', '2026-11-25T20:00:00Z'],
    ['America/New_York', '02:00 +13:00', '2026-11-26T13:00:00Z'],
    ['Asia/Kolkata', 'in 2 hours', '2026-11-25T15:00:00Z'],
  ])('%s: %s is %s', (timeZone, typed, at) => {
    const now = Temporal.Instant.from('2026-11-25T13:00:00Z');
    expect(readMoment(typed, { now, timeZone, language: 'en' })).toMatchObject({ at: Temporal.Instant.from(at) });
  });

  const process0 = process.env.TZ;
  afterEach(() => {
    if (process0 === undefined) delete process.env.TZ;
    else process.env.TZ = process0;
  });

  test.each([
    ['Asia/Tokyo', '2026-11-25T15:30:00Z', '2026-11-26T00:30'],
    // Local noon and midnight of the process around changes of its own clocks.
    ['America/New_York', '2026-03-08T02:30:00Z', '2026-03-07T21:30'],
    ['Africa/Cairo', '2026-04-24T12:00:00Z', '2026-04-24T15:00'],
    ['Pacific/Apia', '2026-11-25T15:30:00Z', '2026-11-26T04:30'],
  ])('what the process’s own is does not matter: %s', (processZone, now, clock) => {
    const typed: [string, Language][] = [
      ['tomorrow 02:30', 'en'],
      ['Sunday 18:00', 'en'],
      ['tonight at 8', 'en'],
      ['in 2 days at 18:00', 'en'],
      ['in 2 hours', 'en'],
      ['1 May 00:30', 'en'],
      ['el viernes a las 18:30', 'es'],
      ['dentro de 2 horas', 'es'],
    ];
    const zones = ['America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'Europe/Madrid', 'Australia/Lord_Howe'];
    const all = () => zones.flatMap((zone) => typed.map(([text, language]) => said(text, language, zone, now)));
    process.env.TZ = 'UTC';
    const expected = all();
    process.env.TZ = processZone;
    expect(new Date(now).getHours()).toBe(Number(clock.slice(11, 13)));
    expect(all()).toEqual(expected);
  });
});

describe('when the clocks change', () => {
  test.each([
    ['Europe/Madrid', '2026-03-28T12:00:00Z', 'tomorrow 02:30', '2026-03-29T03:30 skipped'],
    ['Europe/Madrid', '2026-03-29T00:10:00Z', '02:30', '2026-03-29T03:30 skipped'],
    ['America/New_York', '2026-03-07T12:00:00Z', 'Sunday 2:15am', '2026-03-08T03:15 skipped'],
    ['Australia/Lord_Howe', '2026-10-01T12:00:00Z', '4/10/2026 02:10', '2026-10-04T02:40 skipped'],
    ['Pacific/Auckland', '2026-09-20T12:00:00Z', '27/9/2026 02:00', '2026-09-27T03:00 skipped'],
    ['Europe/Madrid', '2026-03-28T12:00:00Z', 'tomorrow 03:00', '2026-03-29T03:00'],
    ['Europe/Madrid', '2026-10-24T12:00:00Z', 'tomorrow 02:30', '2026-10-25T00:30:00Z or 2026-10-25T01:30:00Z'],
    ['Europe/Madrid', '2026-10-24T12:00:00Z', 'tomorrow 03:00', '2026-10-25T03:00'],
    ['America/New_York', '2026-10-31T12:00:00Z', 'Sunday 01:00', '2026-11-01T05:00:00Z or 2026-11-01T06:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-01T12:00:00Z', '5/4/2026 01:45', '2026-04-04T14:45:00Z or 2026-04-04T15:15:00Z'],
    // The first of the two has passed.
    ['Europe/Madrid', '2026-10-25T00:40:00Z', '02:30', '2026-10-25T02:30 repeated'],
    ['Europe/Madrid', '2026-10-25T01:40:00Z', '02:30', '2026-10-26T02:30'],
    ['Europe/Madrid', '2026-10-24T12:00:00Z', '2026-10-25T00:30Z', '2026-10-25T02:30 repeated'],
    ['Europe/Madrid', '2026-10-24T12:00:00Z', '2026-10-25 02:30 +01:00', '2026-10-25T02:30 repeated'],
    ['Europe/Madrid', '2026-10-24T12:00:00Z', 'tomorrow 02:30 +01:00', '2026-10-25T02:30 repeated'],
    // Two hours are two hours.
    ['Europe/Madrid', '2026-03-29T00:30:00Z', 'in 2 hours', '2026-03-29T04:30'],
    ['Europe/Madrid', '2026-10-24T23:30:00Z', 'dentro de 3 horas', '2026-10-25T03:30'],
  ])('%s at %s: %s is %s', (timeZone, now, typed, wall) => {
    expect(said(typed, 'en', timeZone, now)).toBe(wall);
  });
});

test('29 February is the next that there is', () => {
  expect(said('29 Feb 18:00', 'en', 'Europe/Madrid', '2027-12-01T10:00:00Z')).toBe('2028-02-29T18:00');
});
