import { z } from 'zod';
import { rowId } from '../platform/ids.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { clockTimeFromDate, fromDate, toDate } from '../platform/time.ts';
import { requireHours } from '../safety/ties.ts';
import { findSession, refuseNotLeading } from './find-session.ts';
import { type Calendar, findTimes as findSlots, inconvenience } from './rules/find-times.ts';

/** Whose hours were how inconvenient counts for so long. */
const fairnessDays = 90;
/** Nobody sits down in a minute. */
const soonestMinutes = 30;

const input = z.object({
  /** Who is to be there beside the actor. */
  userIds: z.array(rowId).min(1).max(9),
  /** Minutes. */
  duration: z.number().int().min(15).max(240).default(60),
  days: z.number().int().min(1).max(28).default(14),
  count: z.number().int().min(1).max(5).default(3),
  /** They begin so many hours from now at the soonest: who is asked in a poll needs time to answer. */
  leadHours: z.number().int().min(0).max(48).default(0),
  /** A session that the actor leads and wants to move takes up nobody's time. */
  exceptSessionId: rowId.optional(),
});

/**
 * The best hours that all of them have, as each sees them, the best first; none where they have none. Where nothing lies
 * within everybody's hours, whoever had the more convenient ones lately bears it. Throws person_not_found, hours_private
 * (SF-20), and of a session that is to be moved session_not_found, not_session_host.
 */
export const findTimes = protectedProcedure.input(input).query(async ({ ctx, input }) => {
  const { actor, services } = ctx;
  const { prisma } = services.database;
  const now = services.clock.now();
  const others = [...new Set(input.userIds)].filter((id) => id !== actor.userId);
  await requireHours(prisma, actor.userId, others);
  if (input.exceptSessionId !== undefined)
    await refuseNotLeading(prisma, ctx, await findSession(prisma, ctx, input.exceptSessionId));
  const people = await prisma.user.findMany({
    where: { id: { in: [actor.userId, ...others] } },
    select: { id: true, displayName: true, availability: true },
  });
  const ids = [actor.userId, ...others];
  const seats = await prisma.sessionParticipant.findMany({
    where: {
      userId: { in: ids },
      status: { in: ['accepted', 'attended'] },
      sessionId: { not: input.exceptSessionId ?? 0 },
      session: {
        status: { not: 'cancelled' },
        scheduledAt: {
          gt: toDate(now.subtract({ hours: 24 * fairnessDays })),
          lt: toDate(now.add({ hours: 24 * (input.days + 1) })),
        },
      },
    },
    select: { userId: true, session: { select: { scheduledAt: true, duration: true } } },
  });
  const calendars = ids.flatMap((userId): Calendar[] => {
    const person = people.find(({ id }) => id === userId);
    if (!person) return [];
    const { availability } = person;
    const timeZone = availability?.timezone ?? 'UTC';
    const own = seats.filter((seat) => seat.userId === userId).map(({ session }) => spanOf(session));
    const { preferredTimeStart: from, preferredTimeEnd: to } = availability ?? {};
    return [
      {
        userId,
        timeZone,
        hours: from && to ? { from: clockTimeFromDate(from), to: clockTimeFromDate(to) } : null,
        days: availability?.daysAvailable ?? [],
        busy: own.filter((span) => Temporal.Instant.compare(span.to, now) > 0),
        burden: own
          .filter((span) => Temporal.Instant.compare(span.from, now) <= 0)
          .reduce((sum, span) => sum + inconvenience(span.from.toZonedDateTimeISO(timeZone).toPlainTime()), 0),
      },
    ];
  });
  const from = now.add({ minutes: Math.max(soonestMinutes, 60 * input.leadHours) });
  const slots = findSlots(calendars, { from, days: input.days, minutes: input.duration, count: input.count });
  return slots.map(({ at, each, isInconvenient }) => ({
    at: toDate(at),
    isInconvenient,
    people: each.map(({ userId, cost }) => {
      const person = people.find(({ id }) => id === userId);
      const timezone = person?.availability?.timezone ?? null;
      return { userId, displayName: person?.displayName ?? '', timezone, isInconvenient: cost > 0 };
    }),
  }));
});

const spanOf = ({ scheduledAt, duration }: { scheduledAt: Date; duration: number }) => {
  const from = fromDate(scheduledAt);
  return { from, to: from.add({ minutes: duration }) };
};
