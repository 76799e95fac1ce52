import type { ParsedComponents } from 'chrono-node';
import { GB as english } from 'chrono-node/en';
import { casual as spanish } from 'chrono-node/es';
import { hourIn, type PlainWords, plainWords } from './moment-words.ts';

/** A day and a time as they were said. */
export interface SaidParts {
  /** The days that may be meant, the first that is still to come is; none where no day was said. */
  days: readonly Temporal.PlainDate[] | null;
  time: Temporal.PlainTime | null;
  /** The time is one of the night that follows that day. */
  nextDay: boolean;
  /** Minutes east of UTC, where the person said so: "18:00 UTC", "18:00 +02:00". */
  offset: number | null;
}

const parsers = { en: english, es: spanish };

/** What may stand around a time without saying anything. */
const small = {
  en: new Set(['on', 'at', 'the', 'for']),
  es: new Set(['el', 'la', 'las', 'a', 'al', 'de', 'en', 'para']),
};

/** Words that chrono passes over or counts for something that is nobody's exact time. */
const vague = new RegExp(
  '\\b(?:now|ahora|after|before|until|till|through|around|about|few|several|couple|algunos?|unos|pasado|weekend|' +
    'this (?:week|month|year))\\b',
);
const wholeWeeks = /\b(?:next|last|past) (?:week|month|quarter|year)\b/;
const modified = /\b(?:next|last|past|proximo)\b/;
const saidOffset = /(?:\b(?:utc|gmt)|\d ?z|[+-]\d{1,2}(?::?\d{2})?)$/;

/** What a text says in one language, seen from a day; null where not all of it is understood. */
export function saidParts(typed: string, language: 'en' | 'es', today: Temporal.PlainDate): SaidParts | null {
  const words = plainWords(typed, language);
  if (!words || vague.test(words.text)) return null;
  if (words.text === '') return words.part ? { days: null, time: null, nextDay: false, offset: null } : null;

  // Only the day of the reference counts, and no zone's clocks change at noon: the process's own zone is not seen.
  const noon = new Date(today.year, today.month - 1, today.day, 12);
  const [result, ...others] = parsers[language].parse(words.text, noon);
  if (!result || others.length > 0 || result.end) return null;
  const around = words.text.slice(0, result.index) + words.text.slice(result.index + result.text.length);
  if (!isSmall(around, language)) return null;
  // Hours and minutes from now are read elsewhere, without a calendar.
  if (result.start.tags().has('result/relativeDateAndTime')) return null;

  try {
    return partsOf(result.start, words, language, today);
  } catch (error) {
    // A date that no calendar has.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function isSmall(around: string, language: 'en' | 'es'): boolean {
  if (/[^\p{L}\s.,;:()!?-]/u.test(around)) return false;
  return (around.match(/\p{L}+/gu) ?? []).every((word) => small[language].has(word));
}

function partsOf(
  said: ParsedComponents,
  words: PlainWords,
  language: 'en' | 'es',
  today: Temporal.PlainDate,
): SaidParts | null {
  const days = daysOf(said, words.text, language, today);
  if (days === 'not_understood') return null;
  const offset = said.isCertain('timezoneOffset') ? said.get('timezoneOffset') : null;
  // Letters of a zone are several zones' (IST, CST): only UTC and numbers are taken.
  if (offset !== null && !saidOffset.test(words.text)) return null;
  const noTime = { days, time: null, nextDay: false, offset: null };
  if (!said.isCertain('hour') || (words.midnight && days && !words.tonight)) return noTime;

  const typed = said.get('hour') ?? 0;
  const halfSaid = said.isCertain('meridiem') && typed <= 12;
  const meant = words.part ? hourIn(words.part, typed, words.tonight) : { hour: typed, nextDay: false };
  if (!meant || (halfSaid && meant.hour !== typed)) return null;
  const [minute, second] = [said.get('minute') ?? 0, said.get('second') ?? 0];
  const time = Temporal.PlainTime.from({ hour: meant.hour, minute, second }, { overflow: 'reject' });
  return { days, time, nextDay: meant.nextDay && days !== null, offset };
}

function daysOf(
  said: ParsedComponents,
  text: string,
  language: 'en' | 'es',
  today: Temporal.PlainDate,
): Temporal.PlainDate[] | null | 'not_understood' {
  const [year, month, day] = [said.get('year') ?? 0, said.get('month') ?? 0, said.get('day') ?? 0];
  if (!isAsWritten(text, month, day)) return 'not_understood';
  const weekday = said.isCertain('weekday') ? (said.get('weekday') ?? 0) || 7 : null;

  // Of a whole week or month no day is said.
  if (weekday === null && wholeWeeks.test(text)) return 'not_understood';

  if (said.isCertain('day')) {
    if (said.isCertain('year')) {
      const date = Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
      return weekday === null || date.dayOfWeek === weekday ? [date] : 'not_understood';
    }
    const coming = yearless(month, day, today);
    return weekday === null || coming[0]?.dayOfWeek === weekday ? coming : 'not_understood';
  }
  if (weekday !== null) {
    const inferred = Temporal.PlainDate.from({ year, month, day });
    if (modified.test(text)) {
      // The "próximo viernes" is the one that comes; chrono takes it for English's "next".
      const tooFar = language === 'es' && today.until(inferred).days > 7;
      return [tooFar ? inferred.subtract({ days: 7 }) : inferred];
    }
    const coming = today.add({ days: (weekday - today.dayOfWeek + 7) % 7 });
    return [coming, coming.add({ days: 7 })];
  }
  const otherwiseDated = said.isCertain('month') || said.isCertain('year') || said.tags().has('result/relativeDate');
  return otherwiseDated ? 'not_understood' : null;
}

/** The days of this year and the next, from today on, that have this month and day. */
function yearless(month: number, day: number, today: Temporal.PlainDate): Temporal.PlainDate[] {
  return [today.year, today.year + 1]
    .map((year) => Temporal.PlainDate.from({ year, month, day }))
    .filter((date) => date.day === day && Temporal.PlainDate.compare(date, today) >= 0);
}

/** chrono turns round what cannot be: 2026-13-01 to the 13th of January, 12/25/2026 to Christmas. */
function isAsWritten(text: string, month: number, day: number): boolean {
  const yearFirst = /\b\d{4}-(\d{1,2})-(\d{1,2})\b/.exec(text);
  if (yearFirst) return Number(yearFirst[1]) === month && Number(yearFirst[2]) === day;
  const dayFirst = /(?<!\d)(\d{1,2})(?:\/(\d{1,2})\b|[.-](\d{1,2})[.-]\d)/.exec(text);
  return !dayFirst || (Number(dayFirst[1]) === day && Number(dayFirst[2] ?? dayFirst[3]) === month);
}
