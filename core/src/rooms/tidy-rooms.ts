import { z } from 'zod';
import { defineJob } from '../platform/jobs/job.ts';
import { toDate } from '../platform/time.ts';
import { closeRoom } from './close-room.ts';
import { forgetFiles } from './files/forget-files.ts';
import { silentSeconds } from './record-presence.ts';

const emptyMinutes = 10;
const unusedMinutes = 120;
const batch = 200;

/**
 * RM-8: every minute, what no process saw to: presence that fell silent ends, seats of who is not there are free again,
 * rooms that were empty for ten minutes (or that nobody entered for two hours) end.
 */
export const tidyRooms = defineJob('rooms.tidy', z.object({}), async (_payload, services) => {
  const { database, clock } = services;
  const now = clock.now();
  const before = (minutes: number) => toDate(now.subtract({ minutes }));
  const silent = toDate(now.subtract({ seconds: silentSeconds }));
  await database.prisma.$executeRaw`UPDATE room_attendances SET ended_at = seen_at
    WHERE ended_at IS NULL AND seen_at < ${silent}`;
  await database.prisma.$executeRaw`UPDATE room_participants p SET is_active = false, left_at = ${toDate(now)}
    WHERE p.is_active AND p.role <> 'host' AND p.joined_at < ${before(emptyMinutes)}
      AND NOT EXISTS (SELECT 1 FROM room_attendances a WHERE a.room_id = p.room_id AND a.user_id = p.user_id
        AND (a.ended_at IS NULL OR a.ended_at > ${before(2)}))`;
  const idle = await database.prisma.$queryRaw<{ id: number }[]>`SELECT r.id FROM learning_rooms r
    LEFT JOIN LATERAL (SELECT max(a.seen_at) AS seen, bool_or(a.ended_at IS NULL) AS busy
      FROM room_attendances a WHERE a.room_id = r.id AND (r.started_at IS NULL OR a.seen_at >= r.started_at)) a ON true
    WHERE r.status <> 'ended' AND NOT coalesce(a.busy, false)
      AND CASE WHEN a.seen IS NULL THEN greatest(r.created_at, r.started_at) < ${before(unusedMinutes)}
        ELSE a.seen < ${before(emptyMinutes)} AND (r.status = 'active' OR a.seen < ${before(unusedMinutes)}) END
    ORDER BY r.id LIMIT ${batch}`;
  for (const { id } of idle) {
    const hasEnded = await database.transaction(async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM learning_rooms WHERE id = ${id} FOR UPDATE`;
      // Somebody may have come in meanwhile.
      const busy = await tx.roomAttendance.count({ where: { roomId: id, endedAt: null } });
      const room = await tx.learningRoom.findUniqueOrThrow({ where: { id } });
      if (busy > 0 || room.status === 'ended') return false;
      await closeRoom(tx, services, room);
      return true;
    });
    if (hasEnded) await services.realtime.tellRoom({ roomId: id, kind: 'ended' });
  }
  await forgetFiles(services);
});
