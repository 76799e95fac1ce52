/** A time on the wall as moments: two where the clocks repeat it, a later one where they skip it. */
export type OnClock =
  | { clocks: 'plain' | 'skipped'; at: Temporal.Instant }
  | { clocks: 'repeated'; earlier: Temporal.Instant; later: Temporal.Instant };

/** When the clocks of a zone show this. What they skip is moved later by as much as they skip. */
export function onClock(wall: Temporal.PlainDateTime, timeZone: string): OnClock {
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { clocks: 'plain', at: later.toInstant() };
  if (!later.toPlainDateTime().equals(wall)) return { clocks: 'skipped', at: later.toInstant() };
  return { clocks: 'repeated', earlier: earlier.toInstant(), later: later.toInstant() };
}
