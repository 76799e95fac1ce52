import fc from 'fast-check';
import { sync, type VEvent } from 'node-ical';
import { describe, expect, test } from 'vitest';
import { cleanLine } from '../../platform/text.ts';
import type { CalendarEvent } from './calendar-event.ts';
import { icsOf } from './ics.ts';
import { sampleEvent, zones } from './sample-event.ts';

/** A file's only event as node-ical reads it. */
function read(events: readonly CalendarEvent[], method: 'REQUEST' | 'CANCEL' | 'PUBLISH' = 'REQUEST'): VEvent {
  const found = Object.values(sync.parseICS(icsOf(events, { method }))).filter(
    (component) => component?.type === 'VEVENT',
  );
  expect(found).toHaveLength(1);
  const [event] = found;
  if (event?.type !== 'VEVENT') throw new Error('no event');
  return event;
}

const wall = (time: string) => Temporal.PlainDateTime.from(time);
const instants = (dates: readonly Date[] = []) => dates.map((date) => date.toISOString());

describe('node-ical reads', () => {
  test('title, description, place, instants and people', () => {
    const event = sampleEvent({
      sequence: 4,
      title: '日本語, "Rust"; 👩‍👩‍👧‍👦',
      description: `One, two;\nthree: ${'長い文章'.repeat(50)}`,
      location: 'Tokyo; or here',
      attendees: [
        { name: 'Ada: the first', uri: 'https://echochat.example/people/ada', standing: 'accepted' },
        { name: '明', uri: 'https://echochat.example/people/%E6%98%8E', standing: 'declined' },
      ],
    });
    expect(read([event])).toMatchObject({
      uid: event.uid,
      sequence: 4,
      method: 'REQUEST',
      summary: event.title,
      description: event.description,
      location: event.location,
      url: event.url,
      status: 'CONFIRMED',
      start: new Date('2026-03-02T18:00:00Z'),
      end: new Date('2026-03-02T19:00:00Z'),
      dtstamp: new Date('2026-02-20T09:30:00Z'),
      organizer: { val: 'https://echochat.example/people/mei', params: { CN: 'Mei' } },
      attendee: [
        { val: 'https://echochat.example/people/ada', params: { CN: 'Ada: the first', PARTSTAT: 'ACCEPTED' } },
        { val: 'https://echochat.example/people/%E6%98%8E', params: { CN: '明', PARTSTAT: 'DECLINED' } },
      ],
    });
  });

  test('a cancellation of what it was invited to', () => {
    const cancellation = read([sampleEvent({ sequence: 1 })], 'CANCEL');
    expect(cancellation).toMatchObject({ uid: sampleEvent().uid, sequence: 1, method: 'CANCEL', status: 'CANCELLED' });
  });

  test('any title', () => {
    // It reads an escaped backslash before an n as a line break, and takes quotation marks off what they surround.
    const title = fc.string({ unit: 'grapheme', maxLength: 100 }).filter((text) => !/[\\"]/.test(text));
    fc.assert(
      fc.property(title, (text) => {
        expect(read([sampleEvent({ title: text })]).summary).toBe(cleanLine(text));
      }),
    );
  });
});

describe('node-ical expands a series to the instants that Temporal gives', () => {
  const start = wall('2026-01-05T19:30');

  test.each(zones)('weekly in %s, over the changes of two years', (timeZone) => {
    const repeat = { start, timeZone, rule: 'FREQ=WEEKLY;UNTIL=20271231T235959' };
    const weeks = Array.from({ length: 104 }, (_, weeks) => start.add({ weeks }).toZonedDateTime(timeZone));
    const event = read([sampleEvent({ repeat, minutes: 90 })]);
    expect(instants(event.rrule?.all())).toEqual(instants(weeks.map((week) => new Date(week.epochMilliseconds))));
    expect(Number(event.end) - Number(event.start)).toBe(90 * 60_000);
  });

  test.each(zones)('UNTIL in %s counts the last occurrence in, by the second', (timeZone) => {
    const repeat = { start, timeZone, rule: 'FREQ=WEEKLY;UNTIL=20260706T193000' };
    const last = read([sampleEvent({ repeat })])
      .rrule?.all()
      .at(-1);
    expect(last?.getTime()).toBe(wall('2026-07-06T19:30').toZonedDateTime(timeZone).epochMilliseconds);
  });

  // Not the hour that is left out: RFC 5545 §3.3.10 ignores it, node-ical's own rrule-temporal 1 shifts all days after.
  test.each([
    ['the hour that comes twice', 'Europe/Berlin', '2026-10-23T02:30'],
    ['half an hour that comes twice', 'Australia/Lord_Howe', '2026-04-03T01:45'],
  ])('daily at %s', (_name, timeZone, first) => {
    const repeat = { start: wall(first), timeZone, rule: 'FREQ=DAILY;COUNT=5' };
    const days = Array.from({ length: 5 }, (_, days) => wall(first).add({ days }).toZonedDateTime(timeZone));
    const event = read([sampleEvent({ repeat })]);
    expect(instants(event.rrule?.all())).toEqual(instants(days.map((day) => new Date(day.epochMilliseconds))));
  });
});

describe('node-ical finds', () => {
  const repeat = { start: wall('2026-03-02T19:00'), timeZone: 'Pacific/Chatham', rule: 'FREQ=WEEKLY;COUNT=10' };
  const due = (time: string) => new Date(wall(time).toZonedDateTime(repeat.timeZone).epochMilliseconds).toISOString();

  test('what is skipped', () => {
    const skipped = [wall('2026-03-16T19:00'), wall('2026-04-13T19:00')];
    const found = read([sampleEvent({ repeat, skipped })]).exdate ?? {};
    expect(Object.keys(found)).toEqual(expect.arrayContaining([due('2026-03-16T19:00'), due('2026-04-13T19:00')]));
  });

  test('what is moved', () => {
    const occurrence = { wall: wall('2026-04-06T19:00'), timeZone: repeat.timeZone };
    const moved = sampleEvent({ sequence: 1, occurrence, at: Temporal.Instant.from('2026-04-08T05:00:00Z') });
    const { recurrences } = read([sampleEvent({ repeat }), moved], 'PUBLISH');
    expect(recurrences?.[due('2026-04-06T19:00')]).toMatchObject({ start: new Date('2026-04-08T05:00:00Z') });
  });
});
