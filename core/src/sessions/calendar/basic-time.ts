/** RFC 5545 §3.3.5: `20260301T180000` for a time on a clock, `20260301T180000Z` for an instant; whole seconds. */
export const basicTime = (time: Temporal.Instant | Temporal.PlainDateTime): string =>
  time.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');

const until = /(?<=^|;)UNTIL=(\d{8})(T\d{6})?(?=;|$)/;

/**
 * A rule whose UNTIL is an instant, as RFC 5545 §3.3.10 wants it beside a DTSTART with a TZID, from one whose UNTIL is
 * on the clock of `timeZone`. A day alone is counted to its end.
 */
export const ruleInUtc = (rule: string, timeZone: string): string =>
  rule.replace(until, (_, day: string, time: string = 'T235959') => {
    const last = Temporal.PlainDateTime.from(day + time).toZonedDateTime(timeZone);
    return `UNTIL=${basicTime(last.toInstant())}`;
  });
