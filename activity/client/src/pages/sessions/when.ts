import { addDays } from '../../time/days.ts';
import { atWall, type Clocks, dayIn } from '../../time/zone.ts';

/** What stands in the fields of a time: a day and an hour by one's own clocks, and minutes. */
export interface When {
  day: string;
  time: string;
  minutes: number;
}

/** Somebody whose hours are seen beside one's own. */
export interface Other {
  userId: number;
  displayName: string;
  timezone: string | null;
}

export const lengths = [30, 45, 60, 90, 120] as const;

/** Tomorrow evening: what most sessions are near to. */
export const tomorrowEvening = (now: number, zone: string): When => ({
  day: addDays(dayIn(now, zone), 1),
  time: '18:00',
  minutes: 60,
});

/** The instant that is meant, and what the clocks do there; or what is wrong with it. */
export function readWhen(
  { day, time }: When,
  zone: string,
  now: number,
): { at: number; clocks: Clocks } | 'missing' | 'past' {
  const meant = atWall(day, time, zone);
  if (meant === null) return 'missing';
  return meant.at <= now ? 'past' : meant;
}
