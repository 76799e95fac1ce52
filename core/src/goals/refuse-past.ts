import type { UserActor } from '../platform/actor.ts';
import { EchoError } from '../platform/errors.ts';
import { dayFromDate } from '../platform/time.ts';

/** A goal is for a day to come, or today where the actor is. Throws invalid_input. */
export function refusePast(targetDate: Date | undefined, { timezone }: UserActor, now: Temporal.Instant): void {
  if (targetDate === undefined) return;
  const today = now.toZonedDateTimeISO(timezone ?? 'UTC').toPlainDate();
  if (Temporal.PlainDate.compare(dayFromDate(targetDate), today) < 0) {
    throw new EchoError('invalid_input', { field: 'by', problem: 'past_day' });
  }
}
