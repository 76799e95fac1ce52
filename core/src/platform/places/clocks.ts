import type { Language } from '../words/words.ts';

const monthsAhead = 12;

/** What a zone's clocks show through the coming year: zones of the same text are one choice to who plans by them. */
export function clockOf(zone: string, now: Temporal.Instant): string {
  const start = now.toZonedDateTimeISO('UTC');
  return Array.from(
    { length: monthsAhead },
    (_, month) => start.add({ months: month }).toInstant().toZonedDateTimeISO(zone).offsetNanoseconds / 60e9,
  ).join();
}

/** Minutes ahead of UTC. */
export const offsetOf = (zone: string, now: Temporal.Instant): number =>
  now.toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;

const written = /^(?:utc|gmt)?\s*([+\u2212\u2013-])\s*(\d{1,2})(?:[:.h]?([0-5]\d))?(?:h|hs|hours|horas)?$/;

/** The minutes of "UTC+2", "GMT-3" or "+5:30"; null where it is no offset that a clock on Earth has. */
export function readOffset(typed: string): number | null {
  const match = written.exec(typed.normalize('NFKC').trim().toLowerCase());
  if (!match) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  const signed = match[1] === '+' ? minutes : -minutes;
  return signed >= -12 * 60 && signed <= 14 * 60 ? signed : null;
}

/** The zone of an offset that no place keeps now; null where it is not of whole hours. Its sign is the other one by POSIX. */
export const fixedZone = (minutes: number): string | null =>
  minutes % 60 === 0 ? (minutes === 0 ? 'UTC' : `Etc/GMT${minutes > 0 ? '-' : '+'}${Math.abs(minutes / 60)}`) : null;

/** The time that a zone's clocks show now. */
export const clockNow = (timeZone: string, now: Temporal.Instant, language: Language): string =>
  new Intl.DateTimeFormat(language, { timeStyle: 'short', hourCycle: 'h23', timeZone }).format(now.epochMilliseconds);
