// Prisma speaks Date, the house speaks Temporal. These are the crossings.

export const toDate = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds);
export const fromDate = (date: Date): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(date.getTime());

/** A `time` column, which Prisma gives as a Date on 1970-01-01 in UTC. */
export const clockTimeToDate = (time: Temporal.PlainTime): Date => new Date(`1970-01-01T${time.toString()}Z`);
export const clockTimeFromDate = (date: Date): Temporal.PlainTime =>
  Temporal.PlainTime.from(date.toISOString().slice(11, 19));

/** A `date` column, which Prisma gives as midnight UTC. */
export const dayToDate = (day: Temporal.PlainDate): Date => new Date(`${day.toString()}T00:00:00Z`);
export const dayFromDate = (date: Date): Temporal.PlainDate => Temporal.PlainDate.from(date.toISOString().slice(0, 10));

/** A `timestamp` column without zone, which Prisma gives as if it were UTC: wall time of a place that stands beside it. */
export const wallToDate = (wall: Temporal.PlainDateTime): Date => new Date(`${wall.toString()}Z`);
export const wallFromDate = (date: Date): Temporal.PlainDateTime =>
  Temporal.PlainDateTime.from(date.toISOString().slice(0, 19));

/** The day that plan limits count by: UTC's, the same for everyone. */
export const utcDay = (now: Temporal.Instant): Temporal.PlainDate => now.toZonedDateTimeISO('UTC').toPlainDate();

/** Whether the system knows this IANA zone; also refuses bare offsets, which know no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
