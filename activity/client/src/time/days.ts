import { dayIn, offsetAt, wallOf } from './zone.ts';

/** A day as it is written: 2027-03-01. */
export type Day = string;

const dayMs = 86_400_000;
const noon = (day: Day): number => Date.parse(`${day}T12:00:00Z`);

export const addDays = (day: Day, days: number): Day => new Date(noon(day) + days * dayMs).toISOString().slice(0, 10);

/** How many days `to` lies after `from`. */
export const daysBetween = (from: Day, to: Day): number => Math.round((noon(to) - noon(from)) / dayMs);

/** By the day on which they begin in a zone, in the order that they come in. */
export function groupByDay<T extends { scheduledAt: Date }>(
  sessions: readonly T[],
  zone: string,
): { day: Day; sessions: T[] }[] {
  const groups = new Map<Day, T[]>();
  for (const session of sessions) {
    const day = dayIn(session.scheduledAt.getTime(), zone);
    groups.set(day, [...(groups.get(day) ?? []), session]);
  }
  return [...groups].map(([day, theirs]) => ({ day, sessions: theirs }));
}

/** The name of a day as a locale writes it, with its year where that is another one. */
export function nameOfDay(day: Day, today: Day, locale: string, weekday: 'short' | 'long' = 'short'): string {
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    weekday,
    day: 'numeric',
    month: weekday,
    ...(isThisYear ? {} : { year: 'numeric' }),
  }).format(noon(day));
}

/** The weeks of a month (2027-03) from the locale's first weekday on; null where a week is another month's. */
export function weeksOf(month: string, firstWeekday: number): (Day | null)[][] {
  const first = `${month}-01`;
  const next = addMonths(month, 1);
  const lead = (new Date(noon(first)).getUTCDay() - firstWeekday + 7) % 7;
  const cells: (Day | null)[] = Array.from({ length: lead }, () => null);
  for (let day = first; day < `${next}-01`; day = addDays(day, 1)) cells.push(day);
  while (cells.length % 7 > 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

export function addMonths(month: string, months: number): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, of - 1 + months, 1)).toISOString().slice(0, 7);
}

const firstNight = 22;
const lastNight = 7;

export interface TheirHour {
  /** How many days their calendar is ahead of one's own. */
  dayShift: number;
  isNight: boolean;
  /** Their clocks show what one's own show. */
  isSame: boolean;
}

/** How an instant lies for somebody in another zone; night is from ten to seven. */
export function theirHour(at: number, theirs: string, own: string): TheirHour {
  const { hour } = wallOf(at, theirs);
  return {
    dayShift: daysBetween(dayIn(at, own), dayIn(at, theirs)),
    isNight: hour >= firstNight || hour < lastNight,
    isSame: offsetAt(at, theirs) === offsetAt(at, own),
  };
}
