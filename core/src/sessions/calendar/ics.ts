import type { CalendarEvent } from './calendar-event.ts';
import { contentLine, lineValue } from './content-line.ts';
import { type Method, vevent } from './vevent.ts';
import { vtimezone } from './vtimezone.ts';

const productId = '-//EchoChat//EchoChat//EN';
/** How often a subscribed calendar should look again. */
const refresh = 'PT1H';
/** How far zones are told around their events, in hours: a year before and six after. */
const before = { hours: 366 * 24 };
const after = { hours: 6 * 366 * 24 };

/**
 * Events as an iCalendar file (RFC 5545, RFC 5546): an invitation, its cancellation, or a feed with a name.
 * The events of a REQUEST or CANCEL have one uid between them.
 */
export function icsOf(events: readonly CalendarEvent[], options: { method: Method; name?: string }): string {
  return [
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n',
    contentLine('PRODID', productId),
    contentLine('METHOD', options.method),
    ...(options.method === 'PUBLISH' ? feed(options.name) : []),
    ...[...zonesOf(events)].map(([timeZone, { from, to }]) =>
      vtimezone(timeZone, from.subtract(before), to.add(after)),
    ),
    ...events.map((event) => vevent(event, options.method)),
    'END:VCALENDAR\r\n',
  ].join('');
}

const feed = (name: string | undefined): string[] => [
  ...(name === undefined ? [] : [contentLine('X-WR-CALNAME', lineValue(name))]),
  contentLine('REFRESH-INTERVAL;VALUE=DURATION', refresh),
  contentLine('X-PUBLISHED-TTL', refresh),
];

/** The zones that events name, with the earliest and the latest that they are named for. */
function zonesOf(events: readonly CalendarEvent[]): Map<string, { from: Temporal.Instant; to: Temporal.Instant }> {
  const zones = new Map<string, { from: Temporal.Instant; to: Temporal.Instant }>();
  for (const { occurrence, repeat, stamp } of events) {
    const wall = occurrence?.wall ?? repeat?.start;
    const timeZone = occurrence?.timeZone ?? repeat?.timeZone;
    if (!wall || !timeZone) continue;
    const at = wall.toZonedDateTime(timeZone).toInstant();
    const known = zones.get(timeZone) ?? { from: at, to: at };
    // An old series still goes on when it is told again.
    zones.set(timeZone, { from: earlier(known.from, at), to: later(known.to, later(at, stamp)) });
  }
  return zones;
}

const earlier = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) < 0 ? a : b);
const later = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) < 0 ? b : a);
