import type { AttendanceStatus, ScheduledSession } from '@echochat/prisma/client.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Services } from '../platform/services.ts';
import { toDate } from '../platform/time.ts';
import { planReminders } from './reminders/plan-reminders.ts';
import type { Template } from './series/make-occurrences.ts';

/** When a session is, in whose wall time, and how long, minutes. */
export interface Times {
  at: Date;
  duration: number;
  timezone: string;
}

/** Writes one session down with its people, its host first, and plans their reminders. Tells nobody. */
export async function makeSession(
  tx: Tx,
  services: Services,
  template: Template,
  { at, duration, timezone }: Times,
  seats: readonly { userId: number; status: AttendanceStatus }[],
): Promise<ScheduledSession> {
  const session = await tx.scheduledSession.create({
    data: {
      ...template,
      scheduledAt: at,
      duration,
      timezone,
      createdAt: toDate(services.clock.now()),
      participants: {
        create: seats.map(({ userId, status }) => ({
          userId,
          status,
          invitedById: userId === template.hostId ? null : template.hostId,
        })),
      },
    },
  });
  await planReminders(tx, services, { sessionIds: [session.id] });
  return session;
}

/** Tells whoever is asked to a session of it. */
export async function emitInvitations(
  tx: Tx,
  services: Services,
  { sessionId, by, to }: { sessionId: number; by: number; to: readonly number[] },
): Promise<void> {
  for (const userId of to)
    await services.events.emit(tx, `session-invited:${sessionId}:${userId}`, {
      type: 'session.invited',
      v: 1,
      sessionId,
      by,
      to: userId,
    });
}
