import { basicTime } from './basic-time.ts';
import { contentLine } from './content-line.ts';

/** Before this a zone's past serves no session, and local mean times with their seconds begin. */
const epoch = Temporal.Instant.fromEpochMilliseconds(0);
const year = 366 * 24 * 3_600_000;

/**
 * RFC 5545 §3.6.5: what the clocks of an IANA zone do between two instants, as a VTIMEZONE. Each change is written out:
 * rules of one's own would be wrong where governments decide year by year (Africa/Casablanca). After `to` the last
 * offset stays.
 */
export function vtimezone(timeZone: string, from: Temporal.Instant, to: Temporal.Instant): string {
  const observances = changes(timeZone, from, to).map(observance).join('');
  return `BEGIN:VTIMEZONE\r\n${contentLine('TZID', timeZone)}${observances}END:VTIMEZONE\r\n`;
}

/** The change that holds at `from`, or 1970 where that is later, and those up to `to`. */
function changes(timeZone: string, from: Temporal.Instant, to: Temporal.Instant): Temporal.ZonedDateTime[] {
  const start = epoch.toZonedDateTimeISO(timeZone);
  const holding = from.toZonedDateTimeISO(timeZone).getTimeZoneTransition('previous') ?? start;
  const found = [holding.epochMilliseconds < 0 ? start : holding];
  for (;;) {
    const next = found.at(-1)?.getTimeZoneTransition('next');
    if (!next || Temporal.Instant.compare(next.toInstant(), to) > 0) return found;
    found.push(next);
  }
}

function observance(change: Temporal.ZonedDateTime): string {
  const before = change.subtract({ nanoseconds: 1 });
  const kind = isSummer(before, change) ? 'DAYLIGHT' : 'STANDARD';
  // An onset is told on the clock as it was before (RFC 5545 §3.6.5).
  const onset = before.toPlainDateTime().add({ nanoseconds: 1 });
  return [
    `BEGIN:${kind}\r\n`,
    contentLine('DTSTART', basicTime(onset)),
    contentLine('TZOFFSETFROM', utcOffset(before)),
    contentLine('TZOFFSETTO', utcOffset(change)),
    `END:${kind}\r\n`,
  ].join('');
}

/** Clocks that go forward and come back within a year; one that stays forward has a new standard (Asia/Kathmandu). */
function isSummer(before: Temporal.ZonedDateTime, change: Temporal.ZonedDateTime): boolean {
  if (change.offsetNanoseconds <= before.offsetNanoseconds) return false;
  const next = change.getTimeZoneTransition('next');
  return next !== null && next.epochMilliseconds - change.epochMilliseconds < year;
}

/** RFC 5545 §3.3.14: `+0545`, with seconds only where there are some. */
const utcOffset = (time: Temporal.ZonedDateTime): string => time.offset.replaceAll(':', '');
