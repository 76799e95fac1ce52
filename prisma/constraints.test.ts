import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../test/core.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
  // One row of everything that the bad rows hang on; their ids are all 1.
  await run(`INSERT INTO users (handle, display_name, updated_at) VALUES ('a', 'A', now()), ('b', 'B', now())`);
  await run(`INSERT INTO learning_partnerships (user_id_1, user_id_2) VALUES (1, 2)`);
  await run(`INSERT INTO learning_rooms (title) VALUES ('Room')`);
  await run(`INSERT INTO resources (title, type, updated_at) VALUES ('Book', 'link', now())`);
});
afterAll(() => core.close());

const run = (sql: string) => core.services.database.pool.query(sql);
/** What refused a row; nothing of it stays. */
async function refusedBy(sql: string): Promise<string | null> {
  try {
    await run(sql);
    return null;
  } catch (error) {
    return error instanceof Error && 'constraint' in error ? String(error.constraint) : String(error);
  }
}

const insertSkill = (values: { proficiency_level?: number; years_experience?: number; endorsement_count?: number }) => {
  const all = { proficiency_level: 5, ...values };
  return `INSERT INTO user_skills (user_id, category_id, type, updated_at, ${Object.keys(all).join(', ')})
    SELECT 1, min(id), 'teach', now(), ${Object.values(all).join(', ')} FROM skill_categories`;
};
const match = (first: number, second: number, score: number) =>
  `INSERT INTO learning_matches (user_id_1, user_id_2, compatibility_score, interest_score, complementarity_score, goal_score, timezone_score, expires_at)
   VALUES (${first}, ${second}, 0, 0, 0, ${score}, 0, now())`;
const insertSession = (duration: number, maxParticipants: number) =>
  `INSERT INTO scheduled_sessions (title, scheduled_at, duration, max_participants, updated_at)
   VALUES ('S', now(), ${duration}, ${maxParticipants}, now())`;

const insertPoll = (duration: number, maxParticipants: number) =>
  `INSERT INTO session_polls (title, host_id, timezone, closes_at, duration, max_participants)
   VALUES ('P', 1, 'UTC', now(), ${duration}, ${maxParticipants})`;

const bad: Record<string, string[]> = {
  room_files_bytes_check: [
    `INSERT INTO room_files (room_id, key, name, media_type, bytes) VALUES (1, 'k', 'a', 'text/plain', 0)`,
  ],
  user_skills_proficiency_level_check: [insertSkill({ proficiency_level: 0 }), insertSkill({ proficiency_level: 11 })],
  user_skills_years_experience_check: [insertSkill({ years_experience: -1 }), insertSkill({ years_experience: 101 })],
  user_skills_endorsement_count_check: [insertSkill({ endorsement_count: -1 })],
  learning_goals_progress_check: [-1, 101].map(
    (progress) =>
      `INSERT INTO learning_goals (user_id, title, progress, updated_at) VALUES (1, 'G', ${progress}, now())`,
  ),
  user_availability_days_available_check: ['{7}', '{-1,2}'].map(
    (days) =>
      `INSERT INTO user_availability (user_id, timezone, days_available, updated_at) VALUES (1, 'UTC', '${days}', now())`,
  ),
  skill_categories_parent_id_check: [
    'UPDATE skill_categories SET parent_id = id WHERE id = (SELECT min(id) FROM skill_categories)',
  ],
  skill_categories_color_check: ['red', '#12345', '#12345g'].map(
    (color) => `UPDATE skill_categories SET color = '${color}' WHERE id = (SELECT min(id) FROM skill_categories)`,
  ),
  learning_matches_pair_check: [match(2, 1, 0), match(1, 1, 0)],
  learning_matches_scores_check: [match(1, 2, -1), match(1, 2, 101)],
  learning_partnerships_pair_check: [
    'INSERT INTO learning_partnerships (user_id_1, user_id_2) VALUES (2, 1)',
    'INSERT INTO learning_partnerships (user_id_1, user_id_2) VALUES (1, 1)',
  ],
  learning_partnerships_session_count_check: ['UPDATE learning_partnerships SET session_count = -1'],
  partnership_feedback_rating_check: [0, 6].map(
    (rating) =>
      `INSERT INTO partnership_feedback (partnership_id, reviewer_id, rating, would_recommend) VALUES (1, 1, ${rating}, true)`,
  ),
  learning_rooms_max_participants_check: [
    'UPDATE learning_rooms SET max_participants = 1',
    'UPDATE learning_rooms SET max_participants = 51',
  ],
  room_attendances_interval_check: [`'2027-01-02', '2027-01-01', NULL`, `'2027-01-02', '2027-01-02', '2027-01-01'`].map(
    (times) =>
      `INSERT INTO room_attendances (room_id, user_id, source, started_at, seen_at, ended_at) VALUES (1, 1, 'socket', ${times})`,
  ),
  scheduled_sessions_duration_check: [insertSession(14, 10), insertSession(241, 10)],
  scheduled_sessions_max_participants_check: [insertSession(60, 1), insertSession(60, 51)],
  scheduled_sessions_occurrence_check: [
    `INSERT INTO session_series (starts_at, timezone, rule, duration, made_until) VALUES (now(), 'UTC', 'FREQ=WEEKLY', 60, now());
     INSERT INTO scheduled_sessions (title, scheduled_at, duration, series_id, updated_at)
     SELECT 'S', now(), 60, max(id), now() FROM session_series`,
  ],
  session_polls_duration_check: [insertPoll(14, 10), insertPoll(241, 10)],
  session_polls_max_participants_check: [insertPoll(60, 1), insertPoll(60, 51)],
  session_reminders_before_check: [-61, 10_081].map(
    (before) => `INSERT INTO session_reminders (session_id, user_id, before, due_at) VALUES (1, 1, ${before}, now())`,
  ),
  deliveries_group_check: [`'message', now()`, `'mention', NULL`].map(
    (tried) =>
      `WITH notice AS (INSERT INTO notifications (user_id, kind, event_key, payload) VALUES (1, 'k', 'e', '{}') RETURNING id)
       INSERT INTO deliveries (user_id, notification_id, group_id, kind, tried_at) SELECT 1, id, 1, ${tried} FROM notice`,
  ),
  notification_preferences_remind_before_check: ['{4}', '{10081}', '{5,6,7,8,9,10}'].map(
    (before) =>
      `INSERT INTO notification_preferences (user_id, remind_before, updated_at) VALUES (1, '${before}', now())`,
  ),
  achievements_xp_reward_check: [
    `INSERT INTO achievements (code, name, category, tier, xp_reward) VALUES ('c', 'C', 'teaching', 'bronze', -1)`,
  ],
  user_xp_sums_check: ['total_xp', 'teaching_xp', 'learning_xp', 'streak_days', 'level'].map(
    (column) =>
      `INSERT INTO user_xp (user_id, ${column}, updated_at) VALUES (1, ${column === 'level' ? 0 : -1}, now())`,
  ),
  resource_ratings_rating_check: [0, 6].map(
    (rating) => `INSERT INTO resource_ratings (resource_id, user_id, rating) VALUES (1, 1, ${rating})`,
  ),
  subscription_plans_prices_check: [
    'UPDATE subscription_plans SET price_monthly = -1',
    'UPDATE subscription_plans SET price_yearly = -0.01',
  ],
  payments_amount_check: [`INSERT INTO payments (amount) VALUES (-0.01)`],
  payments_currency_check: ['usd', 'US', 'U1D'].map(
    (code) => `INSERT INTO payments (amount, currency) VALUES (1, '${code}')`,
  ),
  usage_counters_used_check: [
    `INSERT INTO usage_counters (user_id, day, kind, used) VALUES (1, '2027-03-01', 'matches', -1)`,
  ],
  blocks_pair_check: ['INSERT INTO blocks (blocker_id, blocked_id) VALUES (1, 1)'],
  users_handle_check: ['', 'Ana', '_ana', 'a b', 'ñ', 'a\n'].map(
    (handle) => `INSERT INTO users (handle, display_name, updated_at) VALUES ('${handle}', 'X', now())`,
  ),
};

describe('a row that may not be is refused', () => {
  test.each(Object.entries(bad))('%s', async (constraint, statements) => {
    for (const sql of statements) expect(await refusedBy(sql), sql).toBe(constraint);
  });

  test('every CHECK of the migrations is tried here', async () => {
    const { rows } = await run(
      `SELECT conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace ORDER BY conname`,
    );
    expect(rows.map((row) => row.conname)).toEqual(Object.keys(bad).toSorted());
  });
});

describe('what goes with what is deleted', () => {
  const count = async (table: string) => (await run(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n;

  test('with an account its skills and matches go; rooms, words and books stay without its name', async () => {
    await run(`INSERT INTO users (id, handle, display_name, updated_at) VALUES (50, 'gone', 'Gone', now())`);
    await run(insertSkill({ years_experience: 3 }).replace('SELECT 1,', 'SELECT 50,'));
    await run(match(2, 50, 10));
    await run(`INSERT INTO room_messages (room_id, author_id, body) VALUES (1, 50, 'Hello')`);
    await run(`INSERT INTO payments (user_id, amount) VALUES (50, 8)`);
    await run(`INSERT INTO reports (reporter_id, reported_id) VALUES (1, 50)`);
    await run('UPDATE learning_rooms SET host_id = 50');
    await run('DELETE FROM users WHERE id = 50');
    expect([await count('user_skills'), await count('learning_matches')]).toEqual([0, 0]);
    const { rows } = await run(
      `SELECT host_id, author_id, p.user_id, reported_id FROM learning_rooms, room_messages, payments p, reports`,
    );
    expect(rows).toEqual([{ host_id: null, author_id: null, user_id: null, reported_id: null }]);
  });

  test('a skill that somebody has, and a plan that somebody is on, cannot be deleted', async () => {
    await run(insertSkill({ years_experience: 3 }));
    await run(
      `INSERT INTO user_subscriptions (user_id, plan_id, updated_at) VALUES (1, (SELECT max(id) FROM subscription_plans), now())`,
    );
    // The first skill of all is a field with children; it is had by somebody once they are gone.
    const first = '(SELECT min(id) FROM skill_categories)';
    expect(await refusedBy(`DELETE FROM skill_categories WHERE id = ${first}`)).toBe('skill_categories_parent_id_fkey');
    await run(`UPDATE skill_categories SET parent_id = NULL WHERE parent_id = ${first}`);
    expect(await refusedBy(`DELETE FROM skill_categories WHERE id = ${first}`)).toBe('user_skills_category_id_fkey');
    expect(await refusedBy('DELETE FROM subscription_plans')).toBe('user_subscriptions_plan_id_fkey');
  });

  test('a partnership outlives the match it came from, and takes its messages with it', async () => {
    await run(match(1, 2, 10));
    await run('UPDATE learning_partnerships SET match_id = (SELECT id FROM learning_matches)');
    await run(`INSERT INTO messages (partnership_id, sender_id, body) VALUES (1, 1, 'Hi')`);
    await run('DELETE FROM learning_matches');
    expect((await run('SELECT match_id FROM learning_partnerships')).rows).toEqual([{ match_id: null }]);
    await run('DELETE FROM learning_partnerships');
    expect(await count('messages')).toBe(0);
  });
});
