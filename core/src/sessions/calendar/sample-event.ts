import type { CalendarEvent } from './calendar-event.ts';

/** An event for tests: an hour of Rust, but for what is given. */
export const sampleEvent = (given: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 'session-1@echochat.example',
  sequence: 0,
  title: 'Rust for beginners',
  description: 'Ownership, and what borrows it.',
  at: Temporal.Instant.from('2026-03-02T18:00:00Z'),
  minutes: 60,
  url: 'https://echochat.example/sessions/1',
  location: null,
  organizer: { name: 'Mei', uri: 'https://echochat.example/people/mei' },
  attendees: [{ name: 'Ada', uri: 'https://echochat.example/people/ada', standing: 'invited' }],
  status: 'confirmed',
  stamp: Temporal.Instant.from('2026-02-20T09:30:00Z'),
  repeat: null,
  occurrence: null,
  skipped: [],
  added: [],
  ...given,
});

/** A property of a file as RFC 5545 §3.1 reads it, apart from the library that is tested against. */
export interface ReadLine {
  name: string;
  parameters: string;
  value: string;
}

/** The properties of a file in their order; a line that is none throws. */
export function readLines(ics: string): ReadLine[] {
  if (!ics.endsWith('\r\n')) throw new Error('the last line has no end');
  return ics
    .slice(0, -2)
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .map((line) => {
      const { name, parameters, value } =
        /^(?<name>[A-Z-]+)(?<parameters>(?:;[A-Z-]+=(?:"[^"]*"|[^";:,]+))*):(?<value>.*)$/su.exec(line)?.groups ?? {};
      if (name === undefined || parameters === undefined || value === undefined)
        throw new Error(`no property: ${line}`);
      return { name, parameters, value };
    });
}

/** The values of a property, in their order. */
export const valuesOf = (ics: string, name: string): string[] =>
  readLines(ics).flatMap((line) => (line.name === name ? [line.value] : []));

/** The text of a value (RFC 5545 §3.3.11). */
export const unescaped = (value: string): string =>
  value.replace(/\\([\\;,nN])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character));

/** Zones that set their clocks, by half hours and quarters, on both sides of the world, backwards, and never. */
export const zones = [
  'UTC',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'America/Santiago',
  'Europe/Dublin',
  'Africa/Casablanca',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Australia/Adelaide',
  'Asia/Tokyo',
  'Asia/Jerusalem',
  'Africa/Cairo',
  'America/Asuncion',
  'Pacific/Kiritimati',
  'Atlantic/Azores',
  'America/Havana',
] as const;
