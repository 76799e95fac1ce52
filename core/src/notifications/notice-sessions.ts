import type { SessionStatus } from '@echochat/prisma/client.ts';
import type { Statement } from '../platform/db/database.ts';
import type { Services } from '../platform/services.ts';

/** A session as a notice names it. */
export interface NoticeSession {
  id: number;
  title: string;
  scheduledAt: Date;
  /** Minutes. */
  duration: number;
  status: SessionStatus;
  roomId: number | null;
  /** Who else may come, of whom the reader may know where they are, to show the hour as it is for them. */
  others: { displayName: string; timezone: string }[];
}

/** A session, and who reads of it. */
export interface SessionReader {
  userId: number;
  sessionId: number;
}

/** $1 readers with $2 the sessions that they read of: each once, in however many notices. */
const readSessions: Statement = {
  name: 'notice-sessions',
  text: `SELECT r.user_id AS "userId", s.id, s.title, s.scheduled_at AS "scheduledAt", s.duration, s.status,
      s.room_id AS "roomId", coalesce(o.others, '[]') AS others
    FROM (SELECT DISTINCT * FROM unnest($1::int[], $2::int[]) AS r(user_id, session_id)) r
    JOIN scheduled_sessions s ON s.id = r.session_id
    -- Who is in it, or was asked to a private one. What of a public one is listed says nothing of its people.
    CROSS JOIN LATERAL (SELECT s.host_id IS NOT DISTINCT FROM r.user_id OR EXISTS (
      SELECT 1 FROM session_participants m WHERE m.session_id = s.id AND m.user_id = r.user_id AND m.removed_at IS NULL
        AND (m.status IN ('accepted', 'attended', 'no_show') OR NOT s.is_public AND m.status <> 'declined')) AS may_look) i
    CROSS JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('displayName', u.display_name, 'timezone', a.timezone) ORDER BY p.id) AS others
      FROM session_participants p
      JOIN users u ON u.id = p.user_id AND u.deleted_at IS NULL
      JOIN user_availability a ON a.user_id = p.user_id
      WHERE p.session_id = s.id AND p.user_id <> r.user_id AND p.status <> 'declined' AND i.may_look
        AND knows_hours(r.user_id, p.user_id)
    ) o
    WHERE may_name(r.user_id, s.host_id) OR s.status = 'cancelled'
    ORDER BY s.scheduled_at, s.id`,
};

/** The sessions that notices are of, soonest first, each for who reads of it. One statement, none where there are none. */
export async function noticeSessions(
  { database }: Services,
  readers: readonly SessionReader[],
): Promise<(NoticeSession & { userId: number })[]> {
  if (readers.length === 0) return [];
  return database.query(readSessions, [readers.map(({ userId }) => userId), readers.map(({ sessionId }) => sessionId)]);
}
