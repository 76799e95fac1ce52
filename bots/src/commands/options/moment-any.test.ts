import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wednesday } from '../../../test/said-moment.ts';
import { readMoment } from './moment-rules.ts';

type Language = 'en' | 'es';

describe('whatever the moment', () => {
  const zones = fc.constantFrom(
    'America/New_York',
    'Asia/Kolkata',
    'Pacific/Auckland',
    'Europe/Madrid',
    'Australia/Lord_Howe',
  );
  const ahead = fc.integer({ min: 1, max: 60 * 24 * 300 });
  const now = Temporal.Instant.from(wednesday);

  test('as an instant or a timestamp it is read back as itself', () => {
    fc.assert(
      fc.property(zones, ahead, fc.constantFrom<Language>('en', 'es'), (timeZone, minutes, language) => {
        const at = now.add({ minutes });
        for (const typed of [at.toString({ smallestUnit: 'minute' }), `<t:${at.epochMilliseconds / 1000}:F>`])
          expect(readMoment(typed, { now, timeZone, language }), typed).toMatchObject({ kind: 'moment', at });
      }),
    );
  });

  test.each<[Language, string]>([
    ['en', 'en-GB'],
    ['en', 'en-US'],
    ['es', 'es'],
    ['es', 'es-MX'],
  ])('as people write it, too, in %s as %s', (language, locale) => {
    fc.assert(
      fc.property(zones, ahead, (timeZone, minutes) => {
        const at = now.add({ minutes });
        const written = new Intl.DateTimeFormat(locale, {
          weekday: 'short',
          day: 'numeric',
          month: 'short',
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
          timeZone,
        }).format(at.epochMilliseconds);
        const read = readMoment(written, { now, timeZone, language });
        if (read.kind === 'ambiguous') expect([`${read.earlier}`, `${read.later}`]).toContain(`${at}`);
        else expect(read, written).toMatchObject({ kind: 'moment', at });
      }),
    );
  });
});

describe('whatever is typed', () => {
  const words = fc.constantFrom(
    ...'tomorrow 7pm next Fri 18:30 in 2 hours - 1/12/2026 noon tonight at mañana a las el viernes'.split(' '),
    ...'dentro de half an hour and y media 1 un the few of day after , . mar dic may UTC +02:00'.split(' '),
    ...'h 99 0 week second midnight GMT+2 T Z ( )'.split(' '),
    'de la noche',
    'que viene',
  );
  const typed = fc.oneof(
    fc.tuple(fc.array(words, { maxLength: 30 }), fc.constantFrom('', ' ')).map(([some, space]) => some.join(space)),
    fc.string({ unit: 'binary', maxLength: 2000 }),
    fc.string({ unit: fc.constantFrom(...'0123456789 .:/-,apmhde'), maxLength: 100 }),
  );
  const now = Temporal.Instant.from(wednesday);

  test('it is read or not, and nothing is thrown; a moment is to come', () => {
    fc.assert(
      fc.property(typed, fc.constantFrom<Language>('en', 'es'), (text, language) => {
        const read = readMoment(text, { now, timeZone: 'Europe/Madrid', language });
        if (read.kind === 'moment') expect(Temporal.Instant.compare(read.at, now)).toBe(1);
      }),
      { numRuns: 2000 },
    );
  });

  test('it takes a few milliseconds at most, the middle one of ten readings', () => {
    for (const word of ['un ', '1 ', '1 h ', 'a few ', '1.', '7pm ', 'twenty ', '-', ' ', '(', 'half ', 'de '])
      for (const length of [99, 2000]) {
        const text = word.repeat(length).slice(0, length);
        const times = Array.from({ length: 10 }, () => {
          const begun = performance.now();
          readMoment(text, { now, timeZone: 'Europe/Madrid', language: 'es' });
          return performance.now() - begun;
        });
        expect(times.sort((a, b) => a - b)[5], text.slice(0, 20)).toBeLessThan(10);
      }
  });
});
