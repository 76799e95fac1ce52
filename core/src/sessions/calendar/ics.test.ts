import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine, cleanText } from '../../platform/text.ts';
import { icsOf } from './ics.ts';
import { readLines, sampleEvent, unescaped, valuesOf, zones } from './sample-event.ts';

const wall = (time: string) => Temporal.PlainDateTime.from(time);
const series = (timeZone: string, given = {}) =>
  sampleEvent({ repeat: { start: wall('2026-03-02T19:00'), timeZone, rule: 'FREQ=WEEKLY;COUNT=60' }, ...given });
const lineOf = (ics: string, name: string) => readLines(ics).find((line) => line.name === name);

test('an invitation is told in whole', () => {
  expect(icsOf([sampleEvent({ location: 'Room 1, by the door' })], { method: 'REQUEST' })).toBe(
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//EchoChat//EchoChat//EN',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:session-1@echochat.example',
      'SEQUENCE:0',
      'DTSTAMP:20260220T093000Z',
      'DTSTART:20260302T180000Z',
      'DTEND:20260302T190000Z',
      'SUMMARY:Rust for beginners',
      'DESCRIPTION:Ownership\\, and what borrows it.',
      'LOCATION:Room 1\\, by the door',
      'URL:https://echochat.example/sessions/1',
      'STATUS:CONFIRMED',
      'ORGANIZER;CN="Mei":https://echochat.example/people/mei',
      // In 75 octets.
      'ATTENDEE;PARTSTAT=NEEDS-ACTION;CN="Ada":https://echochat.example/people/ad',
      ' a',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );
});

describe('RFC 5545: a series', () => {
  const skipped = [wall('2026-03-16T19:00'), wall('2026-04-06T19:00')];

  test('starts on the clock of its zone, lasts exactly, ends at an instant, and leaves out what is skipped', () => {
    const rule = 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20270131T235959';
    const repeat = { start: wall('2026-03-02T19:00'), timeZone: 'Europe/Berlin', rule };
    const ics = icsOf([sampleEvent({ repeat, skipped, minutes: 90 })], { method: 'REQUEST' });
    const event = ics.slice(ics.indexOf('BEGIN:VEVENT'));
    expect(event).toContain('\r\nDTSTART;TZID=Europe/Berlin:20260302T190000\r\nDURATION:PT90M\r\n');
    expect(event).toContain('\r\nRRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270131T225959Z\r\n');
    expect(event).toContain('\r\nEXDATE;TZID=Europe/Berlin:20260316T190000\r\n');
    expect(event).toContain('\r\nEXDATE;TZID=Europe/Berlin:20260406T190000\r\n');
  });

  test('an occurrence that is moved says which of the series it is, and repeats nothing', () => {
    const moved = series('Asia/Kathmandu', {
      occurrence: { wall: wall('2026-03-09T19:00'), timeZone: 'Asia/Kathmandu' },
      at: Temporal.Instant.from('2026-03-10T10:00:00Z'),
      skipped,
    });
    const ics = icsOf([moved], { method: 'REQUEST' });
    expect(ics).toContain('\r\nRECURRENCE-ID;TZID=Asia/Kathmandu:20260309T190000\r\nDTSTART:20260310T100000Z\r\n');
    expect(valuesOf(ics, 'RRULE').concat(valuesOf(ics, 'EXDATE'))).toEqual([]);
    expect(valuesOf(ics, 'TZID')).toEqual(['Asia/Kathmandu']);
  });

  test('every TZID has its VTIMEZONE once, before the events', () => {
    const events = [...zones, ...zones].map((zone) => series(zone));
    const ics = icsOf([sampleEvent(), ...events], { method: 'PUBLISH' });
    const named = new Set(readLines(ics).flatMap(({ parameters }) => /;TZID=([^;]+)/.exec(parameters)?.[1] ?? []));
    expect(valuesOf(ics, 'TZID')).toEqual([...named]);
    expect(named.size).toBe(zones.length);
    expect(ics.lastIndexOf('END:VTIMEZONE')).toBeLessThan(ics.indexOf('BEGIN:VEVENT'));
  });

  test('a zone is told from a year before its first event to six years after the last word on it', () => {
    const repeat = { start: wall('2020-03-02T19:00'), timeZone: 'Europe/Berlin', rule: 'FREQ=WEEKLY' };
    const ics = icsOf([sampleEvent({ repeat })], { method: 'PUBLISH' });
    const onsets = valuesOf(ics.slice(0, ics.indexOf('BEGIN:VEVENT')), 'DTSTART');
    expect(onsets.at(0)).toBe('20181028T030000');
    expect(onsets.at(-1)).toBe('20311026T030000');
  });
});

describe('RFC 5546: methods', () => {
  test('a cancellation has the same uid, a higher sequence, and is cancelled, whatever the event says', () => {
    const invitation = icsOf([sampleEvent({ sequence: 2 })], { method: 'REQUEST' });
    const cancellation = icsOf([sampleEvent({ sequence: 3 })], { method: 'CANCEL' });
    expect(lineOf(cancellation, 'UID')).toEqual(lineOf(invitation, 'UID'));
    expect([valuesOf(invitation, 'SEQUENCE'), valuesOf(cancellation, 'SEQUENCE')]).toEqual([['2'], ['3']]);
    expect(valuesOf(invitation, 'STATUS').concat(valuesOf(cancellation, 'STATUS'))).toEqual(['CONFIRMED', 'CANCELLED']);
  });

  test('people are URIs, with their standing', () => {
    const person = (name: string, standing: 'invited' | 'accepted' | 'declined') => ({
      name,
      uri: `https://echochat.example/people/${name}`,
      standing,
    });
    const attendees = [person('a', 'invited'), person('b', 'accepted'), person('c', 'declined')];
    const read = readLines(icsOf([sampleEvent({ attendees })], { method: 'REQUEST' }));
    expect(read.filter(({ name }) => name === 'ATTENDEE').map((line) => [line.parameters, line.value])).toEqual([
      [';PARTSTAT=NEEDS-ACTION;CN="a"', 'https://echochat.example/people/a'],
      [';PARTSTAT=ACCEPTED;CN="b"', 'https://echochat.example/people/b'],
      [';PARTSTAT=DECLINED;CN="c"', 'https://echochat.example/people/c'],
    ]);
  });

  test('a feed has a name, asks to be read again in an hour, and names no attendees', () => {
    const ics = icsOf([sampleEvent({ status: 'cancelled' })], { method: 'PUBLISH', name: 'Ada, Rust;\nBEGIN:VEVENT' });
    expect(valuesOf(ics, 'X-WR-CALNAME')).toEqual(['Ada\\, Rust\\; BEGIN:VEVENT']);
    expect(lineOf(ics, 'REFRESH-INTERVAL')).toMatchObject({ parameters: ';VALUE=DURATION', value: 'PT1H' });
    expect(valuesOf(ics, 'X-PUBLISHED-TTL')).toEqual(['PT1H']);
    expect(valuesOf(ics, 'ATTENDEE')).toEqual([]);
    expect(valuesOf(ics, 'STATUS')).toEqual(['CANCELLED']);
  });

  test('an invitation gives a calendar no name', () => {
    expect(icsOf([sampleEvent()], { method: 'REQUEST', name: 'Ada' })).not.toMatch(/CALNAME|REFRESH|TTL/);
  });

  test('a feed may be empty', () => {
    expect(readLines(icsOf([], { method: 'PUBLISH' })).at(-1)?.value).toBe('VCALENDAR');
  });
});

describe('whatever people write', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 200 });
  const hostile = fc.constantFrom(
    'END:VEVENT\r\nBEGIN:VALARM',
    'a\nATTACH:https://evil.example',
    '\ud800\udc00\ud83d',
    'a\0b\u2028END:VEVENT',
    '";X="',
    '\\',
    '\\n',
    '\u202egnp.exe',
  );
  const written = fc.oneof(anyText, hostile);

  test('it stays in its property, in lines of 75 octets with CRLF, without control characters', () => {
    fc.assert(
      fc.property(written, written, written, written, (title, description, name, location) => {
        const attendees = [{ name, uri: 'https://echochat.example/people/ada', standing: 'accepted' as const }];
        const ics = icsOf([sampleEvent({ title, description, location, attendees })], { method: 'REQUEST' });
        const names = readLines(ics).map((line) => (line.name === 'BEGIN' ? line.value : line.name));
        expect(names.join(' ')).toBe(
          'VCALENDAR VERSION PRODID METHOD VEVENT UID SEQUENCE DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION LOCATION ' +
            'URL STATUS ORGANIZER ATTENDEE END END',
        );
        expect(valuesOf(ics, 'SUMMARY').map(unescaped)).toEqual([cleanLine(title)]);
        expect(valuesOf(ics, 'DESCRIPTION').map(unescaped)).toEqual([cleanText(description)]);
        expect(ics.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u);
        expect(ics.isWellFormed()).toBe(true);
        for (const line of ics.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      }),
    );
  });
});
