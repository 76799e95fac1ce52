import { atWallTime } from './wall-time.ts';

export interface Span {
  from: Temporal.Instant;
  to: Temporal.Instant;
}

/** When somebody can take part, by their own clock. */
export interface Calendar {
  userId: number;
  /** An IANA zone. */
  timeZone: string;
  /** Null is 09:00–21:00. An end before the start is past midnight; equal ends are the whole day. */
  hours: { from: Temporal.PlainTime; to: Temporal.PlainTime } | null;
  /** The days on which those hours begin, 0 is Sunday; empty is every day. */
  days: readonly number[];
  /** The sessions that they have already. */
  busy: readonly Span[];
  /** The sum of what their past sessions cost them. */
  burden: number;
}

export interface Slot {
  at: Temporal.Instant;
  /** In the calendars' order. The cost is that of `inconvenience`, and 25 more outside of their own hours. */
  each: { userId: number; local: Temporal.PlainDateTime; cost: number }[];
  /** Outside of somebody's own hours, as there is no time within those of all. */
  isInconvenient: boolean;
}

const step = 15;
const fullDay = 24 * 60;
const morning = 9 * 60;
const evening = 20 * 60;
const deepNight = 3 * 60;
const outsideCost = 25;
/** With so much more burden than the least burdened of them, a cost counts twice. */
const doublingBurden = 25;
const usualHours = { from: Temporal.PlainTime.from('09:00'), to: Temporal.PlainTime.from('21:00') };
const nightHours = { from: Temporal.PlainTime.from('00:00'), to: Temporal.PlainTime.from('06:00') };

/** The cost of a start for a person: 0 from 09:00 to 20:00, and from both sides evenly up to 100 at 03:00. */
export function inconvenience(local: Temporal.PlainTime): number {
  return costAt(local.hour * 60 + local.minute);
}

function costAt(minute: number): number {
  if (minute >= morning && minute <= evening) return 0;
  if (minute >= deepNight && minute < morning) return Math.round((100 * (morning - minute)) / (morning - deepNight));
  return Math.round((100 * ((minute - evening + fullDay) % fullDay)) / (deepNight + fullDay - evening));
}

/**
 * The best starts for a session of so many minutes, from the next quarter hour on through so many times 24 hours, best
 * first: those of the least cost, which counts more for who has borne more before, and then the sooner. They differ in
 * the first person's day where they can, and else do not overlap where they can. Where no time lies within the hours of
 * all, they lie outside of somebody's, but within 00:00–06:00 of anybody only if there are no others. Fewer, or none,
 * where people are busy. Costs about 3 ms for five people and 14 days.
 */
export function findTimes(
  calendars: readonly Calendar[],
  { from, days, minutes, count }: { from: Temporal.Instant; days: number; minutes: number; count: number },
): Slot[] {
  const start = Math.ceil(minuteOf(from) / step) * step;
  const grid: Grid = { start, size: Math.floor((days * fullDay) / step), minutes };
  const people = calendars.map((calendar) => personIn(grid, calendar));
  const [first] = people;
  if (!first) return [];
  const idle = Array.from({ length: grid.size }, (_, index) => index).filter((index) =>
    people.every((person) => person.isIdle[index]),
  );
  const shared = idle.filter((index) => people.every((person) => person.isOpen[index]));
  const possible = shared.length > 0 ? shared : humane(grid, people, idle);
  return differing(grid, first, ranked(people, possible), count).map((index) => {
    const at = instantOf(start + index * step);
    const each = people.map((person) => ({
      userId: person.userId,
      local: at.toZonedDateTimeISO(person.timeZone).toPlainDateTime(),
      cost: costFor(person, index),
    }));
    return { at, each, isInconvenient: shared.length === 0 };
  });
}

/** Quarter hours from `start` on, in minutes since 1970; at each of them a session of so many minutes may begin. */
interface Grid {
  start: number;
  size: number;
  minutes: number;
}

/** A calendar laid over a grid: numbers by quarter hours, as Temporal would take too long for each of them. */
interface Person {
  userId: number;
  timeZone: string;
  burden: number;
  /** 1 where the whole of a session lies within their hours. */
  isOpen: Uint8Array;
  /** 1 where it overlaps none of those that they have. */
  isIdle: Uint8Array;
  /** Minutes since 1970 by their own clock. */
  local: Int32Array;
}

/** In minutes since 1970. */
interface Stretch {
  from: number;
  to: number;
}

function personIn(grid: Grid, { userId, timeZone, burden, hours, days, busy }: Calendar): Person {
  const taken = busy.map(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) }));
  return {
    userId,
    timeZone,
    burden,
    isOpen: within(grid, stretches(grid, timeZone, hours ?? usualHours, days)),
    isIdle: apartFrom(grid, taken),
    local: localMinutes(grid, timeZone),
  };
}

/** The same hours of every day, or of some, as that day's clocks have them; those that touch are one. */
function stretches(
  { start, size, minutes }: Grid,
  timeZone: string,
  { from, to }: { from: Temporal.PlainTime; to: Temporal.PlainTime },
  days: readonly number[],
): Stretch[] {
  const isPastMidnight = Temporal.PlainTime.compare(to, from) <= 0;
  const last = instantOf(start + size * step + minutes)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  let day = instantOf(start).toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 });
  const found: Stretch[] = [];
  while (Temporal.PlainDate.compare(day, last) <= 0) {
    const next = day.add({ days: 1 });
    if (days.length === 0 || days.includes(day.dayOfWeek % 7)) {
      const begin = minuteOf(atWallTime(day.toPlainDateTime(from), timeZone).at);
      const end = minuteOf(atWallTime((isPastMidnight ? next : day).toPlainDateTime(to), timeZone).at);
      const before = found.at(-1);
      if (before && begin <= before.to) before.to = Math.max(before.to, end);
      else if (begin < end) found.push({ from: begin, to: end });
    }
    day = next;
  }
  return found;
}

function within({ start, size, minutes }: Grid, spans: readonly Stretch[]): Uint8Array {
  const marks = new Uint8Array(size);
  for (const { from, to } of spans) {
    const end = Math.floor((to - minutes - start) / step) + 1;
    marks.fill(1, Math.max(0, Math.ceil((from - start) / step)), Math.max(0, end));
  }
  return marks;
}

/** One that ends as the other begins does not overlap it. */
function apartFrom({ start, size, minutes }: Grid, spans: readonly Stretch[]): Uint8Array {
  const marks = new Uint8Array(size).fill(1);
  for (const { from, to } of spans) {
    const begin = Math.floor((from - minutes - start) / step) + 1;
    marks.fill(0, Math.max(0, begin), Math.max(0, Math.ceil((to - start) / step)));
  }
  return marks;
}

function localMinutes({ start, size }: Grid, timeZone: string): Int32Array {
  let there = instantOf(start).toZonedDateTimeISO(timeZone);
  let change = there.getTimeZoneTransition('next');
  return new Int32Array(size).map((_, index) => {
    const at = start + index * step;
    while (change && change.epochMilliseconds <= at * 60_000) {
      there = change;
      change = there.getTimeZoneTransition('next');
    }
    return at + there.offsetNanoseconds / 60e9;
  });
}

function humane(grid: Grid, people: readonly Person[], idle: number[]): number[] {
  const awake = people.map(({ timeZone }) => apartFrom(grid, stretches(grid, timeZone, nightHours, [])));
  const found = idle.filter((index) => awake.every((marks) => marks[index]));
  return found.length > 0 ? found : idle;
}

function costFor({ local, isOpen }: Person, index: number): number {
  return costAt((local[index] ?? 0) % fullDay) + (isOpen[index] ? 0 : outsideCost);
}

/** Best first. A cost never makes a time better, however much fairer it were: nobody is woken to be even. */
function ranked(people: readonly Person[], possible: readonly number[]): number[] {
  const least = Math.min(...people.map((person) => person.burden));
  const weights = people.map((person) => ({ person, weight: 1 + (person.burden - least) / doublingBurden }));
  return possible
    .map((index) => ({ index, cost: weights.reduce((sum, one) => sum + one.weight * costFor(one.person, index), 0) }))
    .toSorted((one, other) => one.cost - other.cost || one.index - other.index)
    .map(({ index }) => index);
}

function differing({ minutes }: Grid, { local }: Person, best: readonly number[], count: number): number[] {
  const dayOf = (index: number) => Math.floor((local[index] ?? 0) / fullDay);
  const chosen: number[] = [];
  const choose = (isFit: (index: number, other: number) => boolean) => {
    for (const index of best) {
      if (chosen.length >= count) return;
      if (chosen.every((other) => other !== index && isFit(index, other))) chosen.push(index);
    }
  };
  choose((index, other) => dayOf(index) !== dayOf(other));
  choose((index, other) => Math.abs(index - other) * step >= minutes);
  choose(() => true);
  return best.filter((index) => chosen.includes(index));
}

function minuteOf(instant: Temporal.Instant): number {
  return instant.epochMilliseconds / 60_000;
}

function instantOf(minute: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(minute * 60_000);
}
