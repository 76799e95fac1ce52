const hour = 60;

/** Minutes ahead of UTC of a zone at an instant; null for a zone that is unknown. */
export type OffsetOf = (timezone: string | null) => number | null;

/** Offsets at one instant, each zone asked once. */
export function offsetsAt(now: Temporal.Instant): OffsetOf {
  const known = new Map<string, number | null>();
  return (timezone) => {
    if (timezone === null) return null;
    const found = known.get(timezone);
    if (found !== undefined) return found;
    let offset: number | null;
    try {
      offset = now.toZonedDateTimeISO(timezone).offsetNanoseconds / 60e9;
    } catch {
      offset = null;
    }
    known.set(timezone, offset);
    return offset;
  };
}

/** How far apart two clocks are, in minutes, around the clock: 0–720. */
export function clockDistance(offsetA: number, offsetB: number): number {
  const ahead = Math.abs(offsetA - offsetB) % (24 * hour);
  return Math.min(ahead, 24 * hour - ahead);
}

/** MS-7: the part for a distance of clocks in minutes. */
export function timezoneScore(distance: number | null): number {
  if (distance === null) return 25;
  if (distance <= 4 * hour) return 100;
  if (distance <= 8 * hour) return 75;
  return distance < 12 * hour ? 50 : 25;
}
