/** What the clocks of a zone do at a wall time: nothing, jump over it, or show it twice. */
export type Clocks = 'plain' | 'skipped' | 'repeated';

/**
 * The instant of a wall time in an IANA zone, as RFC 5545 3.3.5 reads it ("compatible" in Temporal): a time that the
 * clocks skip is taken as much later as they skip, one that they repeat is the first of the two. `clocks` says which,
 * so that the person can be told.
 */
export function atWallTime(wall: Temporal.PlainDateTime, timeZone: string): { at: Temporal.Instant; clocks: Clocks } {
  const earlier = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (earlier.epochNanoseconds === later.epochNanoseconds) return { at: earlier.toInstant(), clocks: 'plain' };
  // Around a gap neither of the two shows the wall time.
  if (earlier.toPlainDateTime().equals(wall)) return { at: earlier.toInstant(), clocks: 'repeated' };
  return { at: later.toInstant(), clocks: 'skipped' };
}
