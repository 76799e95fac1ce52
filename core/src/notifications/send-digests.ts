import { z } from 'zod';
import { defineJob } from '../platform/jobs/job.ts';
import { isTimeZone, toDate } from '../platform/time.ts';
import { type Notice, notify, publishAll } from './notify.ts';

/** Monday from nine on, by each person's own clock; two hours more make up for a beat that was missed. */
const monday = 1;
const fromHour = 9;
const untilHour = 12;
const ahead = 7;
const batch = 500;

/**
 * NO-1: once a week, on Monday morning of their own time, who said yes to direct messages and for whom something lies
 * ahead (a session in the next seven days, a match that waits) hears of it. Said every hour.
 */
export const sendDigests = defineJob('notifications.digests', z.object({}), async (_payload, services) => {
  const { database, clock } = services;
  const now = clock.now();
  const zones = await database.prisma.userAvailability.findMany({ distinct: ['timezone'], select: { timezone: true } });
  for (const { timezone } of zones) {
    if (!isTimeZone(timezone)) continue;
    const there = now.toZonedDateTimeISO(timezone);
    if (there.dayOfWeek !== monday || there.hour < fromHour || there.hour >= untilHour) continue;
    const eventKey = `digest:${there.toPlainDate()}`;
    for (let after = 0; ; ) {
      const people = await database.prisma.$queryRaw<{ id: number }[]>`
        SELECT u.id FROM users u JOIN user_availability a ON a.user_id = u.id
        JOIN notification_preferences n ON n.user_id = u.id
        WHERE a.timezone = ${timezone} AND n.direct_messages = 'on' AND u.deleted_at IS NULL AND u.id > ${after}
          AND NOT EXISTS (SELECT 1 FROM notifications o WHERE o.user_id = u.id AND o.event_key = ${eventKey})
          AND (EXISTS (SELECT 1 FROM session_participants p JOIN scheduled_sessions s ON s.id = p.session_id
              WHERE p.user_id = u.id AND p.status IN ('invited', 'accepted') AND s.status = 'scheduled'
                AND s.scheduled_at BETWEEN ${toDate(now)} AND ${toDate(now.add({ hours: 24 * ahead }))}
                AND may_name(u.id, s.host_id))
            OR EXISTS (SELECT 1 FROM learning_matches m WHERE m.status = 'pending' AND m.expires_at > ${toDate(now)}
              AND (m.user_id_1 = u.id AND m.accepted_at_1 IS NULL OR m.user_id_2 = u.id AND m.accepted_at_2 IS NULL)
              AND EXISTS (SELECT 1 FROM visible_people v
                WHERE v.viewer_id = u.id AND v.user_id = m.user_id_1 + m.user_id_2 - u.id)))
        ORDER BY u.id LIMIT ${batch}`;
      const notices = people.map(
        ({ id }): Notice => ({
          userId: id,
          kind: 'digest',
          payload: {},
          eventKey,
          // By the evening the week has begun.
          deadline: toDate(now.add({ hours: 12 })),
        }),
      );
      await publishAll(services, await database.transaction((tx) => notify(tx, services, notices)));
      after = people.at(-1)?.id ?? 0;
      if (people.length < batch) break;
    }
  }
});
