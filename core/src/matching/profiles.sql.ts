// Hand-written SQL: one round trip that brings, for many learners, what scoring reads. Lists come packed in
// text ("t12:7,l40:2"), which is parsed faster than nested arrays.
import type { Statement } from '../platform/db/database.ts';

const columns = `u.id AS "userId", a.timezone, array_to_string(a.days_available, ',') AS days,
  extract(hour FROM a.preferred_time_start)::int * 60 + extract(minute FROM a.preferred_time_start)::int AS "from",
  extract(hour FROM a.preferred_time_end)::int * 60 + extract(minute FROM a.preferred_time_end)::int AS "to",
  array_to_string(p.interests, ',') AS interests, coalesce(p.preferred_session_type, 'any') AS "sessionType",
  (SELECT string_agg(left(s.type::text, 1) || s.category_id || ':' || s.proficiency_level, ',' ORDER BY s.id)
     FROM user_skills s WHERE s.user_id = u.id) AS skills,
  (SELECT string_agg(DISTINCT g.category_id::text, ',') FROM learning_goals g
     WHERE g.user_id = u.id AND g.is_active AND g.category_id IS NOT NULL) AS goals`;
const joins = `LEFT JOIN user_availability a ON a.user_id = u.id LEFT JOIN extended_profiles p ON p.user_id = u.id`;

export interface ProfileRow {
  userId: number;
  timezone: string | null;
  days: string | null;
  from: number | null;
  to: number | null;
  interests: string | null;
  sessionType: 'video' | 'audio' | 'chat' | 'any';
  skills: string | null;
  goals: string | null;
}

/** $1 user ids. */
export const profilesByIds: Statement = {
  name: 'match-profiles',
  text: `SELECT ${columns} FROM users u ${joins} WHERE u.id = ANY($1::int[])`,
};

/** Whom a person ($1) may see. */
const visible = `EXISTS (SELECT 1 FROM visible_people v WHERE v.viewer_id = $1 AND v.user_id = u.id)`;
/** Whom a person would see beside, were they open to the network. */
const beyond = `NOT ${visible} AND EXISTS (SELECT 1 FROM open_people o WHERE o.user_id = u.id)
  AND u.network = (SELECT network FROM users WHERE id = $1)
  AND NOT EXISTS (SELECT 1 FROM blocks k WHERE (k.blocker_id, k.blocked_id) IN ((u.id, $1), ($1, u.id)))`;

/**
 * The candidates for a person by MF-1 to MF-4 and MF-6, and by the part of MF-5 that a skill's id decides.
 * $1 the person, $2 skills near to what they want, $3 skills near to what they teach, $4 now, $5 since when a closed
 * match counts, $6 partnerships at most, $7 open matches at most.
 */
export const candidatesFor: Statement = { name: 'match-candidates', text: candidatesWhere(visible) };
/** The same among those who would be candidates beside, were the person open to the network. */
export const candidatesBeyond: Statement = { name: 'match-candidates-beyond', text: candidatesWhere(beyond) };

function candidatesWhere(condition: string): string {
  return `WITH near AS (
      SELECT DISTINCT user_id FROM user_skills
      WHERE (type = 'teach' AND category_id = ANY($2::int[])) OR (type = 'learn' AND category_id = ANY($3::int[]))
    ), known AS (
      SELECT user_id_1 + user_id_2 - $1::int AS user_id FROM learning_partnerships
        WHERE $1 IN (user_id_1, user_id_2) AND status <> 'ended'
      UNION SELECT user_id_1 + user_id_2 - $1::int FROM learning_matches
        WHERE $1 IN (user_id_1, user_id_2) AND (status = 'accepted' OR coalesce(closed_at, expires_at) > $5::timestamptz)
    ), full_people AS (
      SELECT user_id FROM (SELECT user_id_1 AS user_id FROM learning_partnerships WHERE status = 'active'
        UNION ALL SELECT user_id_2 FROM learning_partnerships WHERE status = 'active') x
        GROUP BY user_id HAVING count(*) >= $6
      UNION SELECT user_id FROM (
        SELECT user_id_1 AS user_id FROM learning_matches WHERE status = 'pending' AND expires_at > $4::timestamptz
        UNION ALL SELECT user_id_2 FROM learning_matches WHERE status = 'pending' AND expires_at > $4::timestamptz) y
        GROUP BY user_id HAVING count(*) >= $7
    )
    SELECT ${columns} FROM near JOIN users u ON u.id = near.user_id ${joins}
    WHERE u.is_matchable AND u.deleted_at IS NULL AND u.id <> $1
      AND EXISTS (SELECT 1 FROM users me WHERE me.id = $1 AND me.is_matchable AND me.deleted_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM known WHERE known.user_id = u.id)
      AND NOT EXISTS (SELECT 1 FROM full_people WHERE full_people.user_id = u.id)
      AND ${condition}`;
}
