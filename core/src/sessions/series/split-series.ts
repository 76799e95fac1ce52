import type { ScheduledSession, SessionSeries } from '@echochat/prisma/client.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import { fromDate, toDate, wallFromDate, wallToDate } from '../../platform/time.ts';
import { occurrences, readRule, ruleAfter, ruleOf, ruleUntil } from '../rules/recurrence.ts';
import { makeOccurrences, templateOf } from './make-occurrences.ts';

/** What of a session's series comes after it and is not cancelled. */
export async function followingOf(tx: Tx, session: ScheduledSession): Promise<ScheduledSession[]> {
  if (session.seriesId === null || session.occurrence === null) return [];
  return tx.scheduledSession.findMany({
    where: { seriesId: session.seriesId, status: 'scheduled', occurrence: { gt: session.occurrence } },
    orderBy: { occurrence: 'asc' },
  });
}

/** SE-7: the series has no occurrence from this one on. */
export async function endSeriesBefore(tx: Tx, { clock }: Services, session: ScheduledSession): Promise<void> {
  const series = await holdSeries(tx, session);
  if (!series || session.occurrence === null) return;
  await shorten(tx, series, wallFromDate(session.occurrence), toDate(clock.now()));
}

/** SE-7: from this occurrence on the series is another one, which begins at `at`. Returns the sessions as they are then. */
export async function moveFollowing(
  tx: Tx,
  services: Services,
  session: ScheduledSession,
  at: Date,
  duration: number,
): Promise<ScheduledSession[] | null> {
  const series = await holdSeries(tx, session);
  if (!series || session.occurrence === null) return null;
  const wall = wallFromDate(session.occurrence);
  const recurrence = { start: wallFromDate(series.startsAt), timeZone: series.timezone, rule: series.rule };
  const rest = ruleAfter(recurrence, wall);
  const repeat = rest === null ? null : readRule(rest);
  if (repeat === null) return null;
  const start = fromDate(at).toZonedDateTimeISO(series.timezone).toPlainDateTime().round('second');
  const old = await tx.scheduledSession.findMany({
    where: { seriesId: series.id, occurrence: { gte: session.occurrence } },
    orderBy: { occurrence: 'asc' },
  });
  const last = old.at(-1) ?? session;
  const next = await tx.sessionSeries.create({
    data: {
      hostId: series.hostId,
      startsAt: wallToDate(start),
      timezone: series.timezone,
      rule: ruleOf(repeat, start),
      duration,
      madeUntil: at,
      createdAt: toDate(services.clock.now()),
    },
  });
  await tx.$executeRaw`INSERT INTO series_members (series_id, user_id, status, removed_at)
    SELECT ${next.id}, user_id, status, removed_at FROM series_members WHERE series_id = ${series.id}`;
  await shorten(tx, series, wall, toDate(services.clock.now()));

  // The n-th that was is the n-th that will be: who declined or skipped one has done so still.
  const until = fromDate(new Date(Math.max(at.getTime(), last.scheduledAt.getTime()) + 86_400_000 * 32));
  const renewed = { start, timeZone: next.timezone, rule: next.rule };
  const slots = occurrences(renewed, fromDate(at), until, old.length);
  for (const [index, each] of old.entries()) {
    const slot = slots[index];
    const data = slot
      ? { scheduledAt: toDate(slot.at), duration, seriesId: next.id, occurrence: wallToDate(slot.wall) }
      : { status: 'cancelled' as const };
    await tx.scheduledSession.update({ where: { id: each.id }, data: { ...data, sequence: { increment: 1 } } });
  }
  const lastSlot = slots.at(-1);
  const madeUntil = lastSlot ? toDate(lastSlot.at.add({ seconds: 1 })) : at;
  const grown = await tx.sessionSeries.update({ where: { id: next.id }, data: { madeUntil } });
  await makeOccurrences(tx, services, grown, templateOf(session));
  return tx.scheduledSession.findMany({ where: { seriesId: next.id, status: 'scheduled' } });
}

async function holdSeries(tx: Tx, { seriesId }: ScheduledSession): Promise<SessionSeries | null> {
  if (seriesId === null) return null;
  await tx.$executeRaw`SELECT 1 FROM session_series WHERE id = ${seriesId} FOR UPDATE`;
  return tx.sessionSeries.findUnique({ where: { id: seriesId } });
}

async function shorten(tx: Tx, series: SessionSeries, wall: Temporal.PlainDateTime, now: Date): Promise<void> {
  const isAll = Temporal.PlainDateTime.compare(wall, wallFromDate(series.startsAt)) <= 0;
  const rule = isAll ? series.rule : ruleUntil(series.rule, wall.toPlainDate().subtract({ days: 1 }));
  await tx.sessionSeries.update({ where: { id: series.id }, data: { rule, endedAt: now, sequence: { increment: 1 } } });
}
