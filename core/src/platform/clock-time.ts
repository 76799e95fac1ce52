import { z } from 'zod';
import { clockTimeFromDate, clockTimeToDate } from './time.ts';

/** A time of day as it is given: "18:00", "9:30". */
export const clockTime = z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'clock_time');

/** What a `time` column keeps of a clock time that was given. */
export const clockTimeColumn = (given: string): Date =>
  clockTimeToDate(Temporal.PlainTime.from(given.padStart(5, '0')));

/** A `time` column as it is shown: "09:30"; null where it is empty. */
export const clockTimeText = (column: Date | null | undefined): string | null =>
  column ? clockTimeFromDate(column).toString({ smallestUnit: 'minute' }) : null;
