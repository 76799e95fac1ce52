import type { SessionSeries } from '@echochat/prisma/client.ts';
import { fromDate, wallFromDate } from '../../platform/time.ts';
import { type Occurrence, occurrences, type Recurrence, ruleUntil } from '../rules/recurrence.ts';
import { atWallTime } from '../rules/wall-time.ts';
import type { CalendarEvent } from './calendar-event.ts';
import { type CalendarRow, ownStanding, type Reader, type Standing } from './calendar-row.ts';
import { eventOf, uidOf } from './event-of.ts';

/** For so long after the occurrences that are there, hours that the clocks will skip are told. */
const aheadHours = 2 * 366 * 24;
/** A rule that ends by a count has ended by then. */
const farHours = 100 * 366 * 24;

/** An occurrence that its series has, and the session that it is; none for one that is still to be made. */
interface Slot extends Occurrence {
  row: CalendarRow | undefined;
}

/**
 * A series as one event, and its occurrences that differ as overrides, to a reader who said `standing` to all of it.
 * `rows` are its sessions from some moment on, and no older ones are told of. Those that are not the reader's are
 * skipped. What no rule can say is an event of its own.
 */
export function eventsOfSeries(
  series: SessionSeries,
  rows: readonly CalendarRow[],
  reader: Reader,
  standing: Standing,
): CalendarEvent[] {
  const isOver = series.endedAt !== null;
  const isCancelled = isOver && rows.every(({ status }) => status === 'cancelled');
  const kept = rows.filter((row) => isCancelled || isOn(row, reader));
  const slots = slotsOf(series, kept);
  const first = slots.findIndex(({ row, at, clocks }) => clocks !== 'skipped' && (row || isAhead(series, at)));
  const told = slots.slice(Math.max(first, 0));
  const [start] = told;
  const model = kept.at(-1) ?? rows.at(-1);
  if (first === -1 || !start || !model) return kept.map((row) => eventOf(row, reader));

  const { timezone: timeZone } = series;
  const isSkipped = ({ row, at }: Slot) => !row && !isAhead(series, at);
  const master: CalendarEvent = {
    // It may be that the last one alone does not take place.
    ...eventOf(isCancelled ? model : { ...model, status: 'scheduled' }, reader, standing),
    uid: uidOf(series.uid, reader),
    sequence: series.sequence,
    at: start.at,
    minutes: series.duration,
    stamp: lastChange(series, rows),
    repeat: { start: start.wall, timeZone, rule: ruleThrough(series, isOver ? told.at(-1) : undefined) },
    skipped: told.filter(isSkipped).map((slot) => shownWall(slot, timeZone)),
    added: told
      .filter((slot) => slot.clocks === 'skipped' && !isSkipped(slot))
      .map((slot) => shownWall(slot, timeZone)),
  };
  const overrides = told.flatMap(({ row, at }) => {
    const event = row && overrideOf(series, row, reader);
    return event && isOther(event, { ...master, at }) ? [event] : [];
  });
  const ruled = new Set(told.map(({ row }) => row?.id));
  const others = kept.filter(({ id }) => !ruled.has(id)).map((row) => eventOf(row, reader));
  return [master, ...overrides, ...others];
}

/** One occurrence, in the place of what its series says of it. */
export function overrideOf(series: SessionSeries, row: CalendarRow, reader: Reader): CalendarEvent {
  const { timezone: timeZone } = series;
  const wall = wallOf(row);
  return {
    ...eventOf(row, reader),
    uid: uidOf(series.uid, reader),
    // Rises as either of them does.
    sequence: series.sequence + row.sequence,
    occurrence: { wall: shownWall(atWallTime(wall, timeZone), timeZone), timeZone },
  };
}

/** The rule with a last day in place of a count, which calendars that pass over skipped hours count otherwise. */
export function ruleThrough(series: SessionSeries, last?: Occurrence): string {
  const recurrence = recurrenceOf(series);
  const start = atWallTime(recurrence.start, recurrence.timeZone).at;
  const end =
    last ??
    (/;COUNT=/.test(series.rule) ? occurrences(recurrence, start, start.add({ hours: farHours })).at(-1) : null);
  return end ? ruleUntil(series.rule, end.wall.toPlainDate()) : series.rule;
}

const recurrenceOf = ({ startsAt, timezone, rule }: SessionSeries): Recurrence => ({
  start: wallFromDate(startsAt),
  timeZone: timezone,
  rule,
});

/** From the first session that is kept, or from what is to be made on where none is. A series that is over ends with the last. */
function slotsOf(series: SessionSeries, kept: readonly CalendarRow[]): Slot[] {
  const dues = kept.map((row) => atWallTime(wallOf(row), series.timezone).at).toSorted(Temporal.Instant.compare);
  const madeUntil = fromDate(series.madeUntil);
  const from = dues[0] ?? madeUntil;
  const to = series.endedAt === null ? madeUntil.add({ hours: aheadHours }) : dues.at(-1)?.add({ seconds: 1 });
  if (!to) return [];
  const rows = new Map(kept.map((row) => [wallOf(row).toString(), row]));
  return occurrences(recurrenceOf(series), from, to).map((one) => ({ ...one, row: rows.get(one.wall.toString()) }));
}

const wallOf = ({ occurrence, scheduledAt }: CalendarRow): Temporal.PlainDateTime =>
  wallFromDate(occurrence ?? scheduledAt);

function isOn(row: CalendarRow, reader: Reader): boolean {
  const standing = ownStanding(row, reader);
  return row.status !== 'cancelled' && (standing === 'accepted' || standing === 'invited');
}

const isAhead = ({ endedAt, madeUntil }: SessionSeries, at: Temporal.Instant): boolean =>
  endedAt === null && at.epochMilliseconds >= madeUntil.getTime();

/** What a clock shows at the occurrence: its wall time, or a later one where the clocks skip that. */
const shownWall = ({ at }: { at: Temporal.Instant }, timeZone: string): Temporal.PlainDateTime =>
  at.toZonedDateTimeISO(timeZone).toPlainDateTime();

/** When anything that is told of a series was last different. */
function lastChange({ createdAt, endedAt }: SessionSeries, rows: readonly CalendarRow[]): Temporal.Instant {
  const moments = [createdAt, ...(endedAt ? [endedAt] : []), ...rows.map(({ updatedAt }) => updatedAt)];
  return Temporal.Instant.fromEpochMilliseconds(Math.max(...moments.map((moment) => moment.getTime())));
}

const isOther = (event: CalendarEvent, due: CalendarEvent): boolean =>
  !event.at.equals(due.at) ||
  event.minutes !== due.minutes ||
  event.title !== due.title ||
  event.description !== due.description ||
  event.location !== due.location ||
  event.status !== due.status;
