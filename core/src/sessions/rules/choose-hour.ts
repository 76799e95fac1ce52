/** An hour that a poll asks about. */
export interface AskedHour {
  id: number;
  /** The lower, the better it seemed when hours were looked for. */
  place: number;
  at: Temporal.Instant;
  /** Who can then. */
  userIds: readonly number[];
}

/**
 * SE-17: of the hours at which the host can, the one that most can; of equals the one that seemed better. Null where at none
 * that is still to come somebody else can too.
 */
export function chooseHour<Hour extends AskedHour>(
  hours: readonly Hour[],
  hostId: number,
  now: Temporal.Instant,
): Hour | null {
  const [best] = hours
    .filter(
      ({ at, userIds }) => Temporal.Instant.compare(at, now) > 0 && userIds.length > 1 && userIds.includes(hostId),
    )
    .toSorted((a, b) => b.userIds.length - a.userIds.length || a.place - b.place);
  return best ?? null;
}

/** Answers are awaited for so long at most. */
const longestHours = 24;

/** SE-17: until when a poll waits: for a day, or half of the time to its first hour where that is sooner. */
export function closingOf(first: Temporal.Instant, now: Temporal.Instant): Temporal.Instant {
  const half = Math.floor((first.epochMilliseconds - now.epochMilliseconds) / 2);
  return now.add({ milliseconds: Math.max(0, Math.min(half, longestHours * 3_600_000)) });
}
