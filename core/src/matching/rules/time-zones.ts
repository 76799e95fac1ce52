const hour = 60;

/** Minutes ahead of UTC of a zone at an instant; null for a zone that is unknown. */
export type OffsetOf = (timezone: string | null) => number | null;

/** Offsets at one instant. A zone is asked again only when its clocks have changed: Temporal takes its time. */
export function offsetsAt(now: Temporal.Instant): OffsetOf {
  const at = now.epochMilliseconds;
  return (timezone) => {
    if (timezone === null) return null;
    const known = spans.get(timezone);
    const span = known && known.since <= at && at < known.until ? known : spanAt(timezone, now);
    if (span && span !== known) spans.set(timezone, span);
    return span?.offset ?? null;
  };
}

/** The time between two changes of a zone's clocks, in milliseconds since 1970, and its offset in minutes. */
interface Span {
  since: number;
  until: number;
  offset: number;
}

/** Zones that have been asked for; there are a few hundred in the world. */
const spans = new Map<string, Span>();

function spanAt(timezone: string, now: Temporal.Instant): Span | null {
  try {
    const there = now.toZonedDateTimeISO(timezone);
    return {
      // From now on is enough: who asks for earlier moments asks anew.
      since: now.epochMilliseconds,
      until: there.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
      offset: there.offsetNanoseconds / 60e9,
    };
  } catch {
    return null;
  }
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
