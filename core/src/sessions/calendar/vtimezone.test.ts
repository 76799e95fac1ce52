import { describe, expect, test } from 'vitest';
import { readLines } from './sample-event.ts';
import { vtimezone } from './vtimezone.ts';

const from = Temporal.Instant.from('2025-03-01T00:00:00Z');
const to = Temporal.Instant.from('2032-03-01T00:00:00Z');

/** A zone's observances as a calendar reads them: from which instant on, in milliseconds, which offset. */
function observances(component: string): { since: number; offset: string; kind: string }[] {
  const value = (block: string, name: string) => readLines(block).find((line) => line.name === name)?.value ?? '';
  return [...component.matchAll(/BEGIN:(STANDARD|DAYLIGHT)\r\n(.*?)END:\1\r\n/gs)].map(([, kind = '', block = '']) => ({
    kind,
    since: Temporal.Instant.from(value(block, 'DTSTART') + value(block, 'TZOFFSETFROM')).epochMilliseconds,
    offset: value(block, 'TZOFFSETTO'),
  }));
}

const kinds = (zone: string) => new Set(observances(vtimezone(zone, from, to)).map(({ kind }) => kind));

describe('RFC 5545 §3.6.5: VTIMEZONE', () => {
  test.each(Intl.supportedValuesOf('timeZone'))(
    '%s is as Temporal knows it, each week and around each change',
    (zone) => {
      const read = observances(vtimezone(zone, from, to));
      const moments = read.flatMap(({ since }) => [since - 1000, since]).filter((at) => at >= from.epochMilliseconds);
      for (let week = from; Temporal.Instant.compare(week, to) < 0; week = week.add({ hours: 24 * 7 })) {
        moments.push(week.epochMilliseconds);
      }
      for (const at of moments) {
        const { offset } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
        expect(read.findLast(({ since }) => since <= at)?.offset).toBe(offset.replaceAll(':', ''));
      }
      expect(read).toEqual(read.toSorted((a, b) => a.since - b.since));
    },
  );

  test('a zone that sets its clocks has both kinds, the others only a standard', () => {
    expect(kinds('Europe/Dublin')).toEqual(new Set(['STANDARD', 'DAYLIGHT']));
    expect(kinds('Africa/Casablanca')).toEqual(new Set(['STANDARD', 'DAYLIGHT']));
    for (const zone of ['UTC', 'Asia/Kathmandu', 'Asia/Tokyo', 'Pacific/Kiritimati'])
      expect(kinds(zone)).toEqual(new Set(['STANDARD']));
  });

  test('a change at the very first moment counts', () => {
    const change = Temporal.Instant.from('2026-03-29T01:00:00Z');
    const read = observances(vtimezone('Europe/Berlin', change, change));
    expect(read.map(({ offset }) => offset)).toEqual(['+0100', '+0200']);
  });

  test('a zone that nothing happens in, since 1970', () => {
    expect(vtimezone('Africa/Abidjan', from, to)).toBe(
      [
        'BEGIN:VTIMEZONE',
        'TZID:Africa/Abidjan',
        'BEGIN:STANDARD',
        'DTSTART:19700101T000000',
        'TZOFFSETFROM:+0000',
        'TZOFFSETTO:+0000',
        'END:STANDARD',
        'END:VTIMEZONE',
        '',
      ].join('\r\n'),
    );
  });
});
