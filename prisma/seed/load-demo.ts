import type { DemoLearner } from './demo/demo-community.ts';
import { inTransaction, type SqlClient } from './sql-client.ts';

/** The playground's community, which everyone who tries EchoChat there belongs to. */
export const demoCommunityName = 'Echo Harbour';

/**
 * Loads invented learners into the playground's community, all or none. `now` is when goals are counted from. Learners
 * whose handle exists are left as they are. Who wants a skill endorses up to three of those who teach it.
 */
export async function loadDemo(client: SqlClient, learners: readonly DemoLearner[], now: Date): Promise<number> {
  const json = JSON.stringify(learners);
  return inTransaction(client, async () => {
    await client.query("SELECT pg_advisory_xact_lock(hashtext('demo-community'))");
    await client.query(
      `INSERT INTO communities (platform, external_id, name, match_scope) VALUES ('playground', 'demo', $1, 'network')
       ON CONFLICT (platform, external_id) DO NOTHING`,
      [demoCommunityName],
    );
    await client.query('CREATE TEMP TABLE demo (id int, learner jsonb) ON COMMIT DROP');
    const { rowCount } = await client.query(
      `WITH added AS (
         INSERT INTO users (handle, display_name, locale, is_matchable, is_demo, network, reach, onboarded_at, last_seen_at, updated_at)
         SELECT l->>'handle', l->>'displayName', l->>'locale', true, true, 'demo', 'network', $2, $2, $2
         FROM jsonb_array_elements($1::jsonb) AS x(l) ON CONFLICT (handle) DO NOTHING RETURNING id, handle)
       INSERT INTO demo SELECT added.id, l FROM added JOIN jsonb_array_elements($1::jsonb) AS x(l) ON l->>'handle' = added.handle`,
      [json, now],
    );
    await loadPeople(client);
    await loadSkillsAndGoals(client, now);
    await loadEndorsements(client);
    await client.query("UPDATE reference_data SET checksum = 'loaded', loaded_at = now() WHERE name = 'demo'");
    return rowCount ?? 0;
  });
}

async function loadPeople(client: SqlClient): Promise<void> {
  await client.query(
    `INSERT INTO identities (user_id, platform, external_id, handle, display_name)
     SELECT id, 'playground', learner->>'handle', learner->>'handle', learner->>'displayName' FROM demo`,
  );
  await client.query(
    `INSERT INTO memberships (community_id, user_id)
     SELECT c.id, demo.id FROM demo, communities c WHERE c.platform = 'playground' AND c.external_id = 'demo'`,
  );
  await client.query(
    `INSERT INTO user_availability (user_id, timezone, preferred_time_start, preferred_time_end, days_available, is_flexible, updated_at)
     SELECT id, learner->>'timezone', (learner#>>'{availability,from}')::time, (learner#>>'{availability,to}')::time,
       ARRAY(SELECT jsonb_array_elements_text(learner#>'{availability,days}')::int),
       (learner#>>'{availability,isFlexible}')::boolean, now() FROM demo`,
  );
  await client.query(
    `INSERT INTO extended_profiles (user_id, headline, bio, location, languages, interests, is_open_to_mentoring,
       is_seeking_mentor, preferred_session_type, updated_at)
     SELECT id, learner->>'headline', learner->>'bio', learner->>'location',
       ARRAY(SELECT jsonb_array_elements_text(learner->'languages')),
       ARRAY(SELECT c.id FROM jsonb_array_elements_text(learner->'interests') AS i(slug) JOIN skill_categories c ON c.slug = i.slug),
       (learner->>'isOpenToMentoring')::boolean, (learner->>'isSeekingMentor')::boolean,
       (learner->>'sessionType')::session_type, now() FROM demo`,
  );
}

async function loadSkillsAndGoals(client: SqlClient, now: Date): Promise<void> {
  await client.query(
    `INSERT INTO user_skills (user_id, category_id, type, proficiency_level, years_experience, description, updated_at)
     SELECT demo.id, c.id, (s->>'kind')::skill_kind, (s->>'level')::int, (s->>'years')::int, s->>'about', now()
     FROM demo, LATERAL jsonb_array_elements(learner->'skills') AS x(s) JOIN skill_categories c ON c.slug = s->>'slug'
     ON CONFLICT DO NOTHING`,
  );
  await client.query(
    `INSERT INTO learning_goals (user_id, category_id, title, description, target_date, progress, updated_at)
     SELECT demo.id, c.id, g->>'title', g->>'description',
       ($1::timestamptz + make_interval(days => (g->>'inDays')::int))::date, (g->>'progress')::int, now()
     FROM demo, LATERAL jsonb_array_elements(learner->'goals') AS x(g)
     LEFT JOIN skill_categories c ON c.slug = g->>'slug'`,
    [now],
  );
}

async function loadEndorsements(client: SqlClient): Promise<void> {
  await client.query(
    `INSERT INTO skill_endorsements (skill_id, endorser_id)
     SELECT skill_id, endorser_id FROM (
       SELECT t.id AS skill_id, l.user_id AS endorser_id,
         row_number() OVER (PARTITION BY l.id ORDER BY t.proficiency_level DESC, (t.user_id * 31 + l.user_id) % 97) AS place
       FROM demo JOIN user_skills l ON l.user_id = demo.id AND l.type = 'learn'
       JOIN user_skills t ON t.category_id = l.category_id AND t.type = 'teach' AND t.user_id <> l.user_id
       WHERE t.proficiency_level >= 7) ranked
     WHERE place <= 3 ON CONFLICT DO NOTHING`,
  );
  await client.query(
    `UPDATE user_skills s SET endorsement_count = e.given
     FROM (SELECT skill_id, count(*)::int AS given FROM skill_endorsements GROUP BY skill_id) e WHERE e.skill_id = s.id`,
  );
}
