// Hand-written SQL for finding people: each counts and pages in the database, one row a person.
import type { Statement } from '../platform/db/database.ts';
import { shownAvatarSql } from '../safety/avatar.ts';

/** Whom the viewer ($1) may see, other than themselves. */
const visible = `u.id <> $1::int AND EXISTS (SELECT 1 FROM visible_people v WHERE v.viewer_id = $1::int AND v.user_id = u.id)`;
const person = `u.id AS "userId", u.handle, u.display_name AS "displayName", p.headline, ${shownAvatarSql('p.avatar_url')} AS "avatarUrl", a.timezone`;
const joins = `LEFT JOIN extended_profiles p ON p.user_id = u.id LEFT JOIN user_availability a ON a.user_id = u.id`;

export interface PersonRow {
  userId: number;
  handle: string;
  displayName: string;
  headline: string | null;
  avatarUrl: string | null;
  timezone: string | null;
}

export interface SkilledRow extends PersonRow {
  categoryId: number;
  level: number;
  endorsements: number;
  total: number;
}

/** $2 category ids, the one asked for first; $3 teach or learn; $4 limit; $5 offset. */
export const peopleBySkill: Statement = {
  name: 'people-by-skill',
  text: `SELECT x.*, count(*) OVER ()::int AS total FROM (
      SELECT DISTINCT ON (u.id) ${person}, s.category_id AS "categoryId", s.proficiency_level AS level,
        s.endorsement_count AS endorsements, s.category_id = ($2::int[])[1] AS exact
      FROM user_skills s JOIN users u ON u.id = s.user_id ${joins}
      WHERE s.category_id = ANY($2::int[]) AND s.type = $3::skill_kind AND ${visible}
      ORDER BY u.id, s.category_id = ($2::int[])[1] DESC, s.endorsement_count DESC, s.proficiency_level DESC) x
    ORDER BY exact DESC, endorsements DESC, level DESC, "userId" LIMIT $4 OFFSET $5`,
};

export interface MentorRow extends PersonRow {
  endorsements: number;
  rating: number | null;
  teaches: number[];
}

/** $2 limit. Who is open to mentoring: endorsed most, then rated best, then most experienced. */
export const featuredMentors: Statement = {
  name: 'featured-mentors',
  text: `SELECT ${person}, t.endorsements, t.teaches, f.rating FROM users u ${joins}
    JOIN LATERAL (SELECT sum(s.endorsement_count)::int AS endorsements, max(s.proficiency_level) AS best,
        array_agg(s.category_id ORDER BY s.endorsement_count DESC, s.proficiency_level DESC, s.id) AS teaches
      FROM user_skills s WHERE s.user_id = u.id AND s.type = 'teach') t ON t.best IS NOT NULL
    LEFT JOIN LATERAL (SELECT round(avg(pf.rating), 1)::float AS rating FROM learning_partnerships lp
      JOIN partnership_feedback pf ON pf.partnership_id = lp.id AND pf.reviewer_id <> u.id
      WHERE u.id IN (lp.user_id_1, lp.user_id_2)) f ON true
    WHERE p.is_open_to_mentoring AND ${visible}
    ORDER BY t.endorsements DESC, f.rating DESC NULLS LAST, t.best DESC, u.id LIMIT $2`,
};

/** $2 what was typed as a pattern, folded by the caller; $3 limit. The same handle first, then beginnings. */
export const peopleByName: Statement = {
  name: 'people-by-name',
  text: `SELECT ${person} FROM users u ${joins}
    WHERE ${visible} AND (u.handle LIKE $2 || '%' OR lower(u.display_name) LIKE $2 || '%' OR lower(u.display_name) LIKE '% ' || $2 || '%')
    ORDER BY u.handle = replace($2, '\\', '') DESC, u.handle LIKE $2 || '%' DESC, u.last_seen_at DESC NULLS LAST, u.handle LIMIT $3`,
};

/** $2 platform, $3 workspace, $4 external id. Oneself is found too: who mentions themselves means themselves. */
export const personByIdentity: Statement = {
  name: 'person-by-identity',
  text: `SELECT ${person} FROM identities i JOIN users u ON u.id = i.user_id ${joins}
    WHERE i.platform = $2::platform AND i.workspace_id = $3 AND i.external_id = $4 AND (u.id = $1::int OR (${visible}))`,
};

/** $1 what was typed as a pattern; $2 category ids; $3 limit. People of the playground, by their name before by what they teach. */
export const demoPeople: Statement = {
  name: 'demo-people',
  text: `SELECT u.id AS "userId" FROM users u WHERE u.network = 'demo' AND u.deleted_at IS NULL AND (
      u.handle LIKE $1 || '%' OR lower(u.display_name) LIKE $1 || '%' OR lower(u.display_name) LIKE '% ' || $1 || '%'
      OR EXISTS (SELECT 1 FROM user_skills s WHERE s.user_id = u.id AND s.type = 'teach' AND s.category_id = ANY($2::int[])))
    ORDER BY u.handle = replace($1, '\\', '') DESC, u.handle LIKE $1 || '%' DESC, u.last_seen_at DESC NULLS LAST, u.handle LIMIT $3`,
};

export interface PopularRow {
  categoryId: number;
  teachers: number;
}

/** $1 the viewer, $2 category ids. How many of whom they may see teach each. */
export const teachersPerSkill: Statement = {
  name: 'teachers-per-skill',
  text: `SELECT category_id AS "categoryId", count(*)::int AS teachers FROM user_skills
    JOIN users u ON u.id = user_id WHERE type = 'teach' AND category_id = ANY($2::int[]) AND ${visible} GROUP BY category_id`,
};
