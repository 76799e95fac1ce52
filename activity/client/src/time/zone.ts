// Wall times of IANA zones by Intl alone: not every browser has Temporal yet.

export interface Wall {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/** What the clocks do at a wall time: nothing, jump over it, or show it twice. */
export type Clocks = 'plain' | 'skipped' | 'repeated';

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = makeFormat(zone);
  formats.set(zone, made);
  return made;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | null {
  const numeric = 'numeric' as const;
  const parts = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric };
  try {
    return new Intl.DateTimeFormat('en-u-ca-iso8601', { timeZone, hourCycle: 'h23', ...parts });
  } catch {
    return null;
  }
}

export const isZone = (zone: string): boolean => formatOf(zone) !== null;

/** Where this browser is. */
export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What a zone is called: its city. */
export const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** What the clocks of a zone show at an instant (milliseconds since 1970); a zone that nobody knows is UTC. */
export function wallOf(at: number, zone: string): Wall {
  const parts = (formatOf(zone) ?? formatOf('UTC'))?.formatToParts(at) ?? [];
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return { year: read('year'), month: read('month'), day: read('day'), hour: read('hour'), minute: read('minute') };
}

const two = (value: number): string => String(value).padStart(2, '0');

/** The day in a zone, as `<input type="date">` writes it. */
export function dayIn(at: number, zone: string): string {
  const { year, month, day } = wallOf(at, zone);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** The time of day in a zone, as `<input type="time">` writes it. */
export function timeIn(at: number, zone: string): string {
  const { hour, minute } = wallOf(at, zone);
  return `${two(hour)}:${two(minute)}`;
}

/** The minutes by which a zone is ahead of UTC at an instant. */
export function offsetAt(at: number, zone: string): number {
  const { year, month, day, hour, minute } = wallOf(at, zone);
  return Math.round((Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / 60_000) * 60_000) / 60_000);
}

/**
 * The instant of a day and a time in a zone, as the server reads them (SE-13): a time that the clocks skip is taken as
 * much later as they skip, one that they repeat is the first of the two. Null for what is no day or no time.
 */
export function atWall(day: string, time: string, zone: string): { at: number; clocks: Clocks } | null {
  const wall = Date.parse(`${day}T${time}Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !/^\d\d:\d\d$/.test(time) || Number.isNaN(wall)) return null;
  const candidates = [wall - dayMs, wall + dayMs].map((near) => wall - offsetAt(near, zone) * 60_000);
  const fits = candidates.filter((at) => at + offsetAt(at, zone) * 60_000 === wall);
  const [first] = candidates;
  if (first === undefined) return null;
  if (fits.length === 0) return { at: first, clocks: 'skipped' };
  return { at: Math.min(...fits), clocks: new Set(fits).size > 1 ? 'repeated' : 'plain' };
}
