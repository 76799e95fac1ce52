import { cleanLine, fold } from '@echochat/core/platform/text.ts';
import { isTimeZone } from '@echochat/core/platform/time.ts';
import type { Choice } from '../../cards/card.ts';
import type { CommandContext } from '../context.ts';
import { type Option, OptionProblem, saidBack } from '../option.ts';

/** What the system lists under a city's old name only. */
const renamed: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};
const zones = [...new Set([...Intl.supportedValuesOf('timeZone').map((zone) => renamed[zone] ?? zone), 'UTC'])];

/** An IANA zone. A city is enough: "lisbon", "new york". */
export const timezone: Option<string> = {
  type: 'text',
  required: false,
  hidden: false,
  asked: { kind: 'search', maxLength: 50 },
  suggest: async (typed, ctx) =>
    zonesLike(typed).map((zone) => ({ value: zone, label: zone, description: clockIn(zone, ctx) })),
  async read(typed) {
    const clean = cleanLine(typed).slice(0, 50);
    if (isTimeZone(clean)) return canonical(clean);
    const found = zonesLike(clean);
    const exact = found.find((zone) => fold(city(zone)) === fold(clean).replaceAll('_', ' '));
    if (exact) return exact;
    throw new OptionProblem(
      'problems.time_zone',
      { given: saidBack(typed) },
      found.slice(0, 3).map((zone) => ({ value: zone, label: zone })),
    );
  },
};

const city = (zone: string) => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
/** The zone as it is listed, whatever case it was typed in; "Japan" and other short names are the zone they stand for. */
function canonical(typed: string): string {
  const listed = zones.find((known) => known.toLowerCase() === typed.toLowerCase());
  if (listed) return listed;
  const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: typed }).resolvedOptions();
  return renamed[timeZone] ?? timeZone;
}

function zonesLike(typed: string): string[] {
  const query = fold(typed).replaceAll(' ', '_');
  if (query === '')
    return [
      'Europe/London',
      'Europe/Madrid',
      'America/New_York',
      'America/Mexico_City',
      'America/Sao_Paulo',
      'Asia/Kolkata',
      'Asia/Tokyo',
      'Australia/Sydney',
    ];
  const inCity = zones.filter((zone) => fold(city(zone)).replaceAll(' ', '_').startsWith(query));
  const anywhere = zones.filter((zone) => !inCity.includes(zone) && zone.toLowerCase().includes(query));
  return [...inCity, ...anywhere].slice(0, 10);
}

function clockIn(timeZone: string, { now, language }: CommandContext): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short', hourCycle: 'h23', timeZone }).format(
    now.epochMilliseconds,
  );
}

/** A time of day: 18:00, 6pm, 18h, 9.30. As "HH:MM". */
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
  const hour = half ? (given % 12) + (half === 'p' ? 12 : 0) : given;
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** Days of the week as numbers (0 is Sunday), "1,2,3", "mon tue", "weekdays", "every day". */
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
  async read(typed, ctx) {
    const folded = fold(typed).slice(0, 200);
    const named = new Map([
      [fold(ctx.say('days.weekdays')), [1, 2, 3, 4, 5]],
      [fold(ctx.say('days.weekend')), [0, 6]],
      [fold(ctx.say('days.all')), [0, 1, 2, 3, 4, 5, 6]],
    ]).get(folded);
    if (named) return named;
    const parts = folded.split(/[\s,;]+/).filter(Boolean);
    const read = parts.map((part) => {
      if (/^[0-6]$/.test(part)) return Number(part);
      const found = part.length >= 2 ? weekdays(ctx).find(({ label }) => fold(label).startsWith(part)) : undefined;
      return found ? Number(found.value) : null;
    });
    const known = read.filter((day) => day !== null);
    if (known.length === 0 || known.length < read.length)
      throw new OptionProblem('problems.days', { given: saidBack(typed) });
    return [...new Set(known)].sort();
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
