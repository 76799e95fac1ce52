import { basicTime, ruleInUtc } from './basic-time.ts';
import type { CalendarEvent } from './calendar-event.ts';
import { contentLine, lineValue, parameterValue, textValue, uriValue } from './content-line.ts';

/** RFC 5546 §3.2: what a calendar is sent for. */
export type Method = 'REQUEST' | 'CANCEL' | 'PUBLISH';

const participation = { invited: 'NEEDS-ACTION', accepted: 'ACCEPTED', declined: 'DECLINED' } as const;

/** RFC 5545 §3.6.1: an event as its component, with CRLF. */
export function vevent(event: CalendarEvent, method: Method): string {
  return [
    'BEGIN:VEVENT\r\n',
    contentLine('UID', lineValue(event.uid)),
    contentLine('SEQUENCE', event.sequence),
    contentLine('DTSTAMP', basicTime(event.stamp)),
    ...when(event),
    contentLine('SUMMARY', lineValue(event.title)),
    contentLine('DESCRIPTION', textValue(event.description)),
    event.location === null ? '' : contentLine('LOCATION', lineValue(event.location)),
    contentLine('URL', uriValue(event.url)),
    contentLine('STATUS', statusOf(event, method)),
    contentLine(`ORGANIZER;CN=${parameterValue(event.organizer.name)}`, uriValue(event.organizer.uri)),
    // RFC 5546 §3.2.1: what is published names no attendees.
    ...(method === 'PUBLISH' ? [] : event.attendees.map(attendee)),
    'END:VEVENT\r\n',
  ].join('');
}

/** What organisers send is sure; who has not answered is told by the attendees there (RFC 5546 §3.2.2). */
function statusOf({ status }: CalendarEvent, method: Method): string {
  if (method === 'CANCEL' || status === 'cancelled') return 'CANCELLED';
  return method === 'PUBLISH' && status === 'tentative' ? 'TENTATIVE' : 'CONFIRMED';
}

const attendee = ({ name, uri, standing }: CalendarEvent['attendees'][number]): string =>
  contentLine(`ATTENDEE;PARTSTAT=${participation[standing]};CN=${parameterValue(name)}`, uriValue(uri));

function when(event: CalendarEvent): string[] {
  const { occurrence, repeat } = event;
  if (occurrence) return [onClock('RECURRENCE-ID', occurrence.wall, occurrence.timeZone), ...instants(event)];
  if (!repeat) return instants(event);
  return [
    onClock('DTSTART', repeat.start, repeat.timeZone),
    // Not DTEND: on a clock that is set back while the first meeting lasts it may say the wrong hour.
    contentLine('DURATION', `PT${event.minutes}M`),
    contentLine('RRULE', ruleInUtc(repeat.rule, repeat.timeZone)),
    ...event.skipped.map((wall) => onClock('EXDATE', wall, repeat.timeZone)),
    // RFC 5545 §3.3.10 has rules pass over an hour that the clocks skip; told once more, it is there in every calendar.
    ...event.added.map((wall) => onClock('RDATE', wall, repeat.timeZone)),
  ];
}

const instants = ({ at, minutes }: CalendarEvent): string[] => [
  contentLine('DTSTART', basicTime(at)),
  contentLine('DTEND', basicTime(at.add({ minutes }))),
];

const onClock = (name: string, wall: Temporal.PlainDateTime, timeZone: string): string =>
  contentLine(`${name};TZID=${timeZone}`, basicTime(wall));
