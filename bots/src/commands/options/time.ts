import { clockNow } from '@echochat/core/platform/places/clocks.ts';
import { readZone } from '@echochat/core/platform/places/read-zone.ts';
import { suggestZones } from '@echochat/core/platform/places/suggest-zones.ts';
import { cleanLine, fold } from '@echochat/core/platform/text.ts';
import type { Choice } from '../../cards/card.ts';
import type { CommandContext } from '../context.ts';
import { type Option, OptionProblem, saidBack } from '../option.ts';
import { readDays } from './read-days.ts';

/** Where to begin, for who has typed nothing yet. */
const firstZones = [
  'Europe/London',
  'Europe/Madrid',
  'America/New_York',
  'America/Mexico_City',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Sydney',
];

const zoneProblems = {
  which: 'problems.time_zone_which',
  like: 'problems.time_zone_like',
  unknown: 'problems.time_zone',
} as const;

/** Where somebody's clock is, as they say it: "lisbon", "Portland, Maine", "España", "EST", "UTC+2". An IANA zone. */
export const timezone: Option<string> = {
  type: 'text',
  required: false,
  hidden: false,
  asked: { kind: 'search', maxLength: 50 },
  async suggest(typed, ctx) {
    const found =
      cleanLine(typed) === '' ? firstZones.map((zone) => ({ zone, label: zone })) : suggestZones(typed, ctx, 10);
    return found.map(({ zone, label }) => ({ value: zone, label, description: clockNow(zone, ctx.now, ctx.language) }));
  },
  async read(typed, ctx) {
    const read = readZone(typed, ctx);
    if (read.kind === 'zone') return read.zone;
    const choices = read.kind === 'unknown' ? [] : read.choices;
    throw new OptionProblem(
      zoneProblems[read.kind],
      { given: saidBack(typed) },
      choices.map(({ zone, label }) => ({ value: zone, label })),
    );
  },
};

/** A time of day: 18:00, 6pm, 18h, 9.30, 24:00. As "HH:MM". */
export const clockTime: Option<string> = {
  type: 'text',
  required: false,
  hidden: false,
  asked: { kind: 'text', multiline: false, maxLength: 10 },
  async read(typed) {
    const time = readClockTime(typed);
    if (!time) throw new OptionProblem('problems.clock_time', { given: saidBack(typed, 20) });
    return time;
  },
};

export function readClockTime(typed: string): string | null {
  const match = /^(\d{1,2})(?:[:.h](\d{2})?)?\s*(am|pm|a\.m\.|p\.m\.)?$/.exec(fold(typed).slice(0, 20));
  if (!match) return null;
  const half = match[3]?.[0];
  const given = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (half && (given < 1 || given > 12)) return null;
  const said = half ? (given % 12) + (half === 'p' ? 12 : 0) : given;
  // The day's end is the next one's beginning.
  const hour = said === 24 && minute === 0 ? 0 : said;
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** Days of the week as numbers (0 is Sunday), "1,2,3", "mon-fri", "lunes a viernes", "weekends", "every day". */
export const days: Option<number[]> = {
  type: 'text',
  required: false,
  hidden: false,
  asked: { kind: 'choice', multiple: true, choices: async (ctx) => weekdays(ctx) },
  suggest: async (_typed, ctx) => [
    { value: '1,2,3,4,5', label: ctx.say('days.weekdays') },
    { value: '0,6', label: ctx.say('days.weekend') },
    { value: '0,1,2,3,4,5,6', label: ctx.say('days.all') },
  ],
  async read(typed) {
    const read = readDays(typed);
    if (read === null) throw new OptionProblem('problems.days', { given: saidBack(typed) });
    return read;
  },
};

/** The week's days in the person's language, Monday first; the values count from Sunday as 0. */
export function weekdays({ language }: Pick<CommandContext, 'language'>): Choice[] {
  const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  // 2023-01-01 was a Sunday.
  return [1, 2, 3, 4, 5, 6, 0].map((day) => ({ value: String(day), label: name.format(Date.UTC(2023, 0, 1 + day)) }));
}

/** A day to come: 2027-05-31, 31/5/2027, 31.5.2027, or in some days ("+30"). As midnight UTC of that day. */
export const date: Option<Date> = {
  type: 'text',
  required: false,
  hidden: false,
  asked: { kind: 'text', multiline: false, maxLength: 20 },
  async read(typed, { now, actor }) {
    const today = now.toZonedDateTimeISO(actor.timezone ?? 'UTC').toPlainDate();
    const day = readDay(cleanLine(typed).slice(0, 20), today);
    if (!day)
      throw new OptionProblem('problems.date', {
        given: saidBack(typed, 20),
        example: today.add({ months: 3 }).toString(),
      });
    return new Date(`${day.toString()}T00:00:00Z`);
  },
};

function readDay(typed: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const later = /^\+(\d{1,4})$/.exec(typed);
  if (later) return today.add({ days: Number(later[1]) });
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  const local = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(typed);
  const [year, month, day] = iso ? iso.slice(1).map(Number) : local ? local.slice(1).map(Number).reverse() : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return null;
  }
}
