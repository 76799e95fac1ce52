import { localeTag, words } from '../words/words.ts';
import { addDays, type Day, daysBetween, nameOfDay } from './days.ts';
import { dayIn, isZone } from './zone.ts';

/** The time of day in a zone, as the reader writes it. */
export const sayTime = (at: number, zone: string): string =>
  new Intl.DateTimeFormat(localeTag(), { timeStyle: 'short', timeZone: isZone(zone) ? zone : 'UTC' }).format(at);

/** Today, Tomorrow, Thu 3 Dec. */
export function sayDay(day: Day, today: Day): string {
  if (day === today) return words('own.today');
  if (day === addDays(today, 1)) return words('own.tomorrow');
  if (day === addDays(today, -1)) return words('own.yesterday');
  return nameOfDay(day, today, localeTag());
}

/** A day and a time in the middle of a sentence: today, 18:00. */
export function sayMoment(at: number, now: number, zone: string): string {
  const [day, today] = [dayIn(at, zone), dayIn(now, zone)];
  const name = sayDay(day, today);
  const isNear = Math.abs(daysBetween(today, day)) <= 1;
  return `${isNear ? name.toLocaleLowerCase(localeTag()) : name}, ${sayTime(at, zone)}`;
}

const units = [
  ['day', 1_440, 2_160],
  ['hour', 60, 90],
] as const;

/** In 12 minutes, 3 hours ago. */
export function sayDistance(at: number, now: number): string {
  const minutes = Math.round((at - now) / 60_000);
  const format = new Intl.RelativeTimeFormat(localeTag(), { numeric: 'auto' });
  for (const [unit, size, from] of units)
    if (Math.abs(minutes) >= from) return format.format(Math.round(minutes / size), unit);
  return format.format(minutes, 'minute');
}

/** 45 mins, 1 hr 20 mins; half hours are a half: 1.5 hrs. */
export function sayLength(minutes: number): string {
  const say = (value: number, unit: 'hour' | 'minute') =>
    new Intl.NumberFormat(localeTag(), { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  if (minutes < 60) return say(minutes, 'minute');
  if (minutes % 30 === 0) return say(minutes / 60, 'hour');
  return `${say(Math.floor(minutes / 60), 'hour')} ${say(minutes % 60, 'minute')}`;
}

/** A week, a day, an hour, ten minutes: the largest unit that fits evenly. */
export function sayBefore(minutes: number): string {
  const sizes = [
    ['week', 10_080],
    ['day', 1_440],
    ['hour', 60],
  ] as const;
  const [unit, size] = sizes.find(([, each]) => minutes % each === 0) ?? ['minute', 1];
  return new Intl.NumberFormat(localeTag(), { style: 'unit', unit, unitDisplay: 'long' }).format(minutes / size);
}
