import { readMoment } from '@echochat/bots/commands/options/moment-rules.ts';

/** A Wednesday, 11:00 in Madrid. */
export const wednesday = '2026-11-25T10:00:00Z';

/** How a typed time is read, in one line: the time on the wall, or the kind of answer. */
export function saidMoment(
  typed: string,
  language: 'en' | 'es' = 'en',
  timeZone = 'Europe/Madrid',
  now = wednesday,
): string {
  const read = readMoment(typed, { now: Temporal.Instant.from(now), timeZone, language });
  switch (read.kind) {
    case 'moment':
      if (!read.at.toZonedDateTimeISO(timeZone).toPlainDateTime().equals(read.wall)) return 'another wall';
      return `${read.wall.toString({ smallestUnit: 'minute' })}${read.clocks === 'plain' ? '' : ` ${read.clocks}`}`;
    case 'ambiguous':
      return `${read.earlier} or ${read.later}`;
    default:
      return read.kind;
  }
}
