import { z } from 'zod';
import { clockTime, clockTimeColumn } from '../platform/clock-time.ts';
import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { isTimeZone } from '../platform/time.ts';

const input = z.object({
  timezone: z.string().trim(),
  preferredTimeStart: clockTime.optional(),
  preferredTimeEnd: clockTime.optional(),
  daysAvailable: z.array(z.number().int().min(0).max(6)).max(7).optional(),
  isFlexible: z.boolean().optional(),
});

/** Says when the actor has time, in their own zone (an IANA name). Throws time_zone_unknown. */
export const updateAvailability = protectedProcedure.input(input).mutation(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const saved = await services.database.transaction((tx) => saveAvailability(tx, actor.userId, input));
  await services.cache.drop('user-profile', String(actor.userId));
  return { timezone: saved.timezone };
});

/** Writes what is given, inside the caller's transaction. Throws time_zone_unknown. */
export async function saveAvailability(tx: Tx, userId: number, given: z.output<typeof input>) {
  const { timezone, preferredTimeStart, preferredTimeEnd, daysAvailable, isFlexible } = given;
  if (timezone.length > 50 || !isTimeZone(timezone))
    throw new EchoError('time_zone_unknown', { given: timezone.slice(0, 50) });
  const data = {
    timezone,
    ...(preferredTimeStart === undefined ? {} : { preferredTimeStart: clockTimeColumn(preferredTimeStart) }),
    ...(preferredTimeEnd === undefined ? {} : { preferredTimeEnd: clockTimeColumn(preferredTimeEnd) }),
    ...(daysAvailable === undefined ? {} : { daysAvailable: [...new Set(daysAvailable)].sort() }),
    ...(isFlexible === undefined ? {} : { isFlexible }),
  };
  return tx.userAvailability.upsert({ where: { userId }, create: { userId, ...data }, update: data });
}
