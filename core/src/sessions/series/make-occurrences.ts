import type { ScheduledSession, SessionSeries } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import type { Services } from '../../platform/services.ts';
import { fromDate, toDate, wallFromDate, wallToDate } from '../../platform/time.ts';
import { planReminders } from '../reminders/plan-reminders.ts';
import { occurrences } from '../rules/recurrence.ts';

/** Occurrences are there this long ahead. */
const aheadDays = 60;
const batch = 50;

/** What every occurrence of a series has alike. */
export type Template = Pick<
  ScheduledSession,
  | 'title'
  | 'description'
  | 'hostId'
  | 'categoryId'
  | 'partnershipId'
  | 'maxParticipants'
  | 'isPremium'
  | 'isPublic'
  | 'meetingLink'
>;

/**
 * SE-7: makes the occurrences of a series that are not there yet, up to 60 days from now and at least the first one, with
 * its members as they answered. The caller holds the series. Returns what it made, soonest first.
 */
export async function makeOccurrences(
  tx: Tx,
  services: Services,
  series: SessionSeries,
  template: Template,
): Promise<ScheduledSession[]> {
  const now = services.clock.now();
  const horizon = now.add({ hours: 24 * aheadDays });
  const from = fromDate(series.madeUntil);
  const until = Temporal.Instant.compare(from, horizon) < 0 ? horizon : from.add({ seconds: 1 });
  const recurrence = { start: wallFromDate(series.startsAt), timeZone: series.timezone, rule: series.rule };
  const members = await tx.seriesMember.findMany({
    // Who was taken out of all of it is out of what is made later too.
    where: { seriesId: series.id, OR: [{ status: { in: ['invited', 'accepted'] } }, { removedAt: { not: null } }] },
  });
  const made: ScheduledSession[] = [];
  for (const { wall, at } of occurrences(recurrence, from, until)) {
    const session = await tx.scheduledSession.create({
      data: {
        ...template,
        seriesId: series.id,
        occurrence: wallToDate(wall),
        scheduledAt: toDate(at),
        timezone: series.timezone,
        duration: series.duration,
        participants: {
          create: members.map(({ userId, status, removedAt }) => ({
            userId,
            status,
            removedAt,
            invitedById: template.hostId,
          })),
        },
      },
    });
    made.push(session);
  }
  await tx.sessionSeries.update({ where: { id: series.id }, data: { madeUntil: toDate(until) } });
  await planReminders(tx, services, { sessionIds: made.map(({ id }) => id) });
  return made;
}

/** Every hour: the series whose occurrences do not reach 60 days ahead any more. */
export const extendSeries = defineJob('sessions.extend', z.object({}), async (_payload, services) => {
  const { database, clock } = services;
  const horizon = clock.now().add({ hours: 24 * (aheadDays - 1) });
  for (let found = batch; found === batch; ) {
    const due = await database.prisma.sessionSeries.findMany({
      where: { endedAt: null, madeUntil: { lt: toDate(horizon) } },
      orderBy: { id: 'asc' },
      take: batch,
      select: { id: true },
    });
    found = due.length;
    for (const { id } of due) {
      await database.transaction(async (tx) => {
        await tx.$executeRaw`SELECT 1 FROM session_series WHERE id = ${id} FOR UPDATE`;
        const series = await tx.sessionSeries.findUnique({ where: { id } });
        const last = await tx.scheduledSession.findFirst({ where: { seriesId: id }, orderBy: { occurrence: 'desc' } });
        // Another process may have been here, and a series may have been ended, meanwhile.
        if (!series || !last || series.endedAt || series.madeUntil >= toDate(horizon)) return;
        await makeOccurrences(tx, services, series, templateOf(last));
      });
    }
  }
});

export const templateOf = (session: ScheduledSession): Template => ({
  title: session.title,
  description: session.description,
  hostId: session.hostId,
  categoryId: session.categoryId,
  partnershipId: session.partnershipId,
  maxParticipants: session.maxParticipants,
  isPremium: session.isPremium,
  isPublic: session.isPublic,
  meetingLink: session.meetingLink,
});
