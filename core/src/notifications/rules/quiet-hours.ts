/** Wall times in the person's own zone. From 22:00 to 08:00 goes over midnight; equal ones are none at all. */
export interface QuietHours {
  from: Temporal.PlainTime;
  to: Temporal.PlainTime;
}

/** When the quiet hours that `now` falls into end; `now` itself where it falls into none. */
export function afterQuietHours(now: Temporal.Instant, timeZone: string, quiet: QuietHours | null): Temporal.Instant {
  if (!quiet || quiet.from.equals(quiet.to)) return now;
  const { from, to } = quiet;
  const local = now.toZonedDateTimeISO(timeZone);
  const time = local.toPlainTime();
  const overMidnight = Temporal.PlainTime.compare(from, to) > 0;
  const begun = Temporal.PlainTime.compare(time, from) >= 0;
  const ended = Temporal.PlainTime.compare(time, to) >= 0;
  const isQuiet = overMidnight ? begun || !ended : begun && !ended;
  if (!isQuiet) return now;
  const day = overMidnight && begun ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate();
  // An end that the clocks skip comes just after the gap; one that they repeat is the first of the two.
  const end = day.toZonedDateTime({ timeZone, plainTime: to }).toInstant();
  if (Temporal.Instant.compare(end, now) <= 0) return now;
  // Where the clocks skip all the time between two quiet hours, the next ones begin as these end.
  return afterQuietHours(end, timeZone, quiet);
}
