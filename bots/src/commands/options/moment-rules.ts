import { cleanLine, fold } from '@echochat/core/platform/text.ts';
import { readMinutes } from './duration-rules.ts';
import { onClock } from './moment-clock.ts';
import { type SaidParts, saidParts } from './moment-parts.ts';

/** What a typed time says. `wall` is what the person's clocks show at `at`. */
export type ReadMoment =
  /** Skipped: the clocks skip what was typed, and `at` is as much later. Repeated: twice: this one is meant. */
  | { kind: 'moment'; at: Temporal.Instant; wall: Temporal.PlainDateTime; clocks: 'plain' | 'skipped' | 'repeated' }
  | { kind: 'ambiguous'; earlier: Temporal.Instant; later: Temporal.Instant }
  | { kind: 'no_time' }
  | { kind: 'past'; at: Temporal.Instant }
  | { kind: 'not_understood' };

export interface Where {
  now: Temporal.Instant;
  timeZone: string;
  language: 'en' | 'es';
}

const longest = 100;
const notUnderstood: ReadMoment = { kind: 'not_understood' };

/** Reads "tomorrow 7pm", "el viernes a las 18:30", "in 2 hours", an ISO instant, a Discord timestamp. Never throws. */
export function readMoment(typed: string, where: Where): ReadMoment {
  const text = cleanLine(typed);
  // Not cut: what is left of a longer text may say something else.
  if (text === '' || text.length > longest) return notUnderstood;
  const at = exactInstant(text) ?? fromNow(text, where.now);
  if (at) return exactly(at, where);

  const today = where.now.toZonedDateTimeISO(where.timeZone).toPlainDate();
  const said = saidParts(text, where.language, today) ?? saidParts(text, where.language === 'en' ? 'es' : 'en', today);
  if (!said) return /^(?:now|ahora|ya)$/.test(fold(text)) ? { kind: 'past', at: where.now } : notUnderstood;
  if (!said.time) return { kind: 'no_time' };
  return firstToCome(said, said.time, today, where);
}

/** A Discord timestamp, `<t:1764612000:F>`, or an ISO instant with its offset. */
function exactInstant(text: string): Temporal.Instant | null {
  const stamp = /^<t:(\d{1,13})(?::[tTdDfFRsS])?>$/.exec(text);
  const iso = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)? ?(?:Z|[+-]\d{2}(?::?\d{2})?)$/i.test(text);
  if (!stamp && !iso) return null;
  try {
    return stamp
      ? Temporal.Instant.fromEpochMilliseconds(Number(stamp[1]) * 1000)
      : Temporal.Instant.from(text.replace(/ (?=Z|[+-])/i, ''));
  } catch {
    return null;
  }
}

/** "In 2 hours", "dentro de media hora": so much later on any clock, to the nearest minute. */
function fromNow(text: string, now: Temporal.Instant): Temporal.Instant | null {
  const folded = fold(text);
  const [, ahead] = /^(?:in|within|en|dentro de|de aqui a) (.+)$/.exec(folded) ?? [];
  const [, later] = /^(.+) (?:from now|later)$/.exec(folded) ?? [];
  const minutes = readMinutes(ahead ?? later ?? '');
  if (minutes === null) return null;
  return now.add({ minutes }).round({ smallestUnit: 'minute', roundingMode: 'halfExpand' });
}

function exactly(at: Temporal.Instant, { now, timeZone }: Where): ReadMoment {
  if (Temporal.Instant.compare(at, now) <= 0) return { kind: 'past', at };
  const wall = at.toZonedDateTimeISO(timeZone).toPlainDateTime();
  return { kind: 'moment', at, wall, clocks: onClock(wall, timeZone).clocks };
}

/** The first of the days that were said on which the time is still to come. */
function firstToCome(said: SaidParts, time: Temporal.PlainTime, today: Temporal.PlainDate, where: Where): ReadMoment {
  // From yesterday: with an offset of another side of the world it may be another day there.
  const days = said.days ?? [-1, 0, 1, 2].map((ahead) => today.add({ days: ahead }));
  let read = notUnderstood;
  for (const day of days) {
    const wall = day.add({ days: said.nextDay ? 1 : 0 }).toPlainDateTime(time);
    read = said.offset === null ? onWall(wall, where) : exactly(atOffset(wall, said.offset), where);
    if (read.kind !== 'past') return read;
  }
  return read;
}

const atOffset = (wall: Temporal.PlainDateTime, minutes: number): Temporal.Instant =>
  wall.toZonedDateTime('UTC').toInstant().subtract({ minutes });

function onWall(wall: Temporal.PlainDateTime, where: Where): ReadMoment {
  const clock = onClock(wall, where.timeZone);
  if (clock.clocks === 'repeated') {
    const { earlier, later } = clock;
    return Temporal.Instant.compare(earlier, where.now) > 0
      ? { kind: 'ambiguous', earlier, later }
      : exactly(later, where);
  }
  const read = exactly(clock.at, where);
  return read.kind === 'moment' ? { ...read, clocks: clock.clocks } : read;
}
