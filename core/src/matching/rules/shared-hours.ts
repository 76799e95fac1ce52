import type { MatchProfile } from './match-profile.ts';

const quartersADay = 96;
const quartersAWeek = 7 * quartersADay;
const defaultFrom = 9 * 60;
const defaultTo = 21 * 60;

type Availability = Pick<MatchProfile, 'from' | 'to' | 'days'>;

/** ME-1: the quarters of a week (from Sunday 00:00 UTC) in which somebody has time; `offset` is minutes ahead of UTC. */
function freeQuarters({ from, to, days }: Availability, offset: number): Uint8Array {
  const free = new Uint8Array(quartersAWeek);
  const start = from ?? defaultFrom;
  const end = to ?? defaultTo;
  // Equal ends mean the whole day; an end before the start is past midnight.
  const length = end > start ? end - start : end - start + 24 * 60;
  for (const day of days.length === 0 ? [0, 1, 2, 3, 4, 5, 6] : days) {
    const begin = day * 24 * 60 + start - offset;
    // A quarter counts where they have the whole of it.
    for (let quarter = Math.ceil(begin / 15); quarter < Math.floor((begin + length) / 15); quarter += 1) {
      free[((quarter % quartersAWeek) + quartersAWeek) % quartersAWeek] = 1;
    }
  }
  return free;
}

export interface SharedHours {
  /** Hours a week, to the quarter. */
  hours: number;
  /** The part of the first person's day in which most of them lie; null where there are none. */
  mostlyAt: 'morning' | 'afternoon' | 'evening' | 'night' | null;
}

/** ME-1: the hours of a week that both have, and when they are for the first of the two. Offsets in minutes. */
export function sharedHours(
  first: Availability,
  firstOffset: number,
  second: Availability,
  secondOffset: number,
): SharedHours {
  const a = freeQuarters(first, firstOffset);
  const b = freeQuarters(second, secondOffset);
  const counts = { morning: 0, afternoon: 0, evening: 0, night: 0 };
  for (let quarter = 0; quarter < quartersAWeek; quarter += 1) {
    if (a[quarter] && b[quarter]) counts[partOfDay(quarter * 15 + firstOffset)] += 1;
  }
  const total = counts.morning + counts.afternoon + counts.evening + counts.night;
  const [most] = (['evening', 'afternoon', 'morning', 'night'] as const).toSorted((x, y) => counts[y] - counts[x]);
  return { hours: total / 4, mostlyAt: total === 0 || most === undefined ? null : most };
}

function partOfDay(minute: number): 'morning' | 'afternoon' | 'evening' | 'night' {
  const hour = Math.floor((((minute % 1_440) + 1_440) % 1_440) / 60);
  if (hour >= 6 && hour < 12) return 'morning';
  if (hour >= 12 && hour < 18) return 'afternoon';
  return hour >= 18 && hour < 23 ? 'evening' : 'night';
}
