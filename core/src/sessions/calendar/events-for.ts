import type { CalendarEvent } from './calendar-event.ts';
import { type CalendarRow, ownStanding, type Reader, seriesStanding } from './calendar-row.ts';
import { eventOf } from './event-of.ts';
import { eventsOfSeries, overrideOf } from './events-of-series.ts';
import type { Method } from './vevent.ts';

/** What a reader's calendar shows of sessions: those that they host, said yes to, or have not answered. */
export function eventsFor(rows: readonly CalendarRow[], reader: Reader): CalendarEvent[] {
  const meetings = Map.groupBy(rows, (row) => (seriesStanding(row, reader) === null ? null : row.seriesId));
  return [...meetings].flatMap(([seriesId, own]) => (seriesId === null ? alone(own, reader) : wholly(own, reader)));
}

function alone(rows: readonly CalendarRow[], reader: Reader): CalendarEvent[] {
  return rows.flatMap((row) => {
    const standing = ownStanding(row, reader);
    return standing === 'accepted' || standing === 'invited' ? [eventOf(row, reader, standing)] : [];
  });
}

function wholly(rows: readonly CalendarRow[], reader: Reader): CalendarEvent[] {
  const [row] = rows;
  const standing = row ? seriesStanding(row, reader) : null;
  return row?.series && standing ? eventsOfSeries(row.series, rows, reader, standing) : [];
}

/**
 * What somebody puts into their calendar of the session `about`: all of its series where they said something to that,
 * of which `rows` are the sessions. A file for an organiser's word has one uid (RFC 5546 §3.2).
 */
export function fileOf(
  about: CalendarRow,
  rows: readonly CalendarRow[],
  reader: Reader,
): { events: CalendarEvent[]; method: Method } {
  const { series } = about;
  const all = seriesStanding(about, reader) === null ? [] : wholly(rows, reader);
  const [master] = all;
  if (!series || !master?.repeat) return { events: [eventOf(about, reader)], method: methodOf(about, reader) };
  if (master.status === 'cancelled') return { events: [master], method: 'CANCEL' };
  const own = overrideOf(series, about, reader);
  const isSkipped = master.skipped.some((wall) => own.occurrence?.wall.equals(wall));
  if (about.status === 'cancelled' && isSkipped) return { events: [own], method: 'CANCEL' };
  return { events: all.filter(({ uid }) => uid === master.uid), method: 'REQUEST' };
}

function methodOf(row: CalendarRow, reader: Reader): Method {
  if (row.status === 'cancelled') return 'CANCEL';
  const standing = ownStanding(row, reader);
  return standing === 'accepted' || standing === 'invited' ? 'REQUEST' : 'PUBLISH';
}
