import type { ScheduledSession } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import type { Tx } from '../platform/db/database.ts';
import { addJob, defineJob } from '../platform/jobs/job.ts';
import type { Services } from '../platform/services.ts';
import { toDate } from '../platform/time.ts';

const claimMinutes = 60;

/** Seats that are free now: neither taken nor kept for somebody. The caller holds the session. */
export async function freeSeats(tx: Tx, session: ScheduledSession, now: Date, except?: number): Promise<number> {
  const taken = await tx.sessionParticipant.count({
    where: {
      sessionId: session.id,
      ...(except === undefined ? {} : { userId: { not: except } }),
      OR: [{ status: 'accepted' }, { status: 'waiting', offeredUntil: { gt: now } }],
    },
  });
  return Math.max(0, session.maxParticipants - taken);
}

/**
 * SE-5: keeps each free seat for who has waited longest, for an hour at most and not beyond the beginning, and tells them.
 * The caller holds the session.
 */
export async function offerSeats(tx: Tx, services: Services, session: ScheduledSession): Promise<void> {
  const { clock, events } = services;
  const now = clock.now();
  if (session.status !== 'scheduled' || session.scheduledAt <= toDate(now)) return;
  const free = await freeSeats(tx, session, toDate(now));
  if (free === 0) return;
  const next = await tx.sessionParticipant.findMany({
    where: { sessionId: session.id, status: 'waiting', offeredUntil: null },
    orderBy: [{ waitingSince: 'asc' }, { id: 'asc' }],
    take: free,
  });
  if (next.length === 0) return;
  const hour = now.add({ minutes: claimMinutes }).epochMilliseconds;
  const until = new Date(Math.min(hour, session.scheduledAt.getTime()));
  for (const { id, userId } of next) {
    await tx.sessionParticipant.update({ where: { id }, data: { offeredUntil: until } });
    await events.emit(tx, `session-seat:${id}:${until.getTime()}`, {
      type: 'session.seat-offered',
      v: 1,
      sessionId: session.id,
      to: userId,
    });
  }
  const after = Temporal.Duration.from({ milliseconds: until.getTime() - now.epochMilliseconds });
  await addJob(tx, seatsJob, { sessionId: session.id }, { key: `seats:${session.id}:${until.getTime()}`, after });
}

const seatsJob = { name: 'sessions.seats', schema: z.object({ sessionId: z.number() }) };

/** Lets go of the seats that nobody claimed in time, and offers them to who comes next. */
export const passSeatsOn = defineJob(seatsJob.name, seatsJob.schema, async ({ sessionId }, services) => {
  await services.database.transaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM scheduled_sessions WHERE id = ${sessionId} FOR UPDATE`;
    const session = await tx.scheduledSession.findUnique({ where: { id: sessionId } });
    if (!session) return;
    await tx.sessionParticipant.updateMany({
      where: { sessionId, status: 'waiting', offeredUntil: { lte: toDate(services.clock.now()) } },
      data: { status: 'invited', waitingSince: null, offeredUntil: null },
    });
    await offerSeats(tx, services, session);
  });
});
