import type { Tx } from '../platform/db/database.ts';
import { EchoError } from '../platform/errors.ts';
import { mergePairs } from './merge-pairs.ts';
import { endedOnMerge, movedOnce, movedOnMerge } from './merge-tables.ts';

/**
 * Gives everything of `absorbed` to `kept`, inside the caller's transaction, and marks the emptied account as deleted.
 * Where both have a row that may exist only once, the fuller or the more advanced of the two wins and nothing else is
 * lost: skills keep the higher level and all endorsements, single settings are filled in from the other. The caller holds
 * both accounts (`lockAccounts`).
 */
export async function mergeUsers(tx: Tx, kept: number, absorbed: number, now: Date): Promise<void> {
  for (const [table, column] of endedOnMerge)
    await tx.$executeRawUnsafe(`DELETE FROM ${table} WHERE ${column} = $1`, absorbed);
  await mergeSkills(tx, kept, absorbed);
  await mergeSettings(tx, kept, absorbed);
  await mergePairs(tx, kept, absorbed);
  await mergePolls(tx, kept, absorbed);
  await moveOnce(tx, kept, absorbed);
  await moveAll(tx, kept, absorbed);
  const gone = await tx.user.findUniqueOrThrow({ where: { id: absorbed } });
  await tx.user.update({ where: { id: absorbed }, data: { deletedAt: now, isMatchable: false, email: null } });
  const stays = await tx.user.findUniqueOrThrow({ where: { id: kept } });
  await tx.user.update({
    where: { id: kept },
    data: {
      isMatchable: stays.isMatchable || gone.isMatchable,
      onboardedAt: stays.onboardedAt ?? gone.onboardedAt,
      email: stays.email ?? gone.email,
      // Who wanted to stay among their own, on either chat, does.
      reach: [stays.reach, gone.reach].includes('community') ? 'community' : (stays.reach ?? gone.reach),
    },
  });
}

async function mergeSkills(tx: Tx, kept: number, absorbed: number): Promise<void> {
  // A skill that both have: the levels' maximum, and every endorser once, but never oneself.
  await tx.$executeRaw`UPDATE user_skills k SET
      proficiency_level = GREATEST(k.proficiency_level, a.proficiency_level),
      years_experience = GREATEST(k.years_experience, a.years_experience),
      description = COALESCE(k.description, a.description), is_verified = k.is_verified OR a.is_verified
    FROM user_skills a WHERE k.user_id = ${kept} AND a.user_id = ${absorbed}
      AND k.category_id = a.category_id AND k.type = a.type`;
  await tx.$executeRaw`INSERT INTO skill_endorsements (skill_id, endorser_id, comment, created_at)
    SELECT k.id, e.endorser_id, e.comment, e.created_at FROM skill_endorsements e
    JOIN user_skills a ON a.id = e.skill_id AND a.user_id = ${absorbed}
    JOIN user_skills k ON k.user_id = ${kept} AND k.category_id = a.category_id AND k.type = a.type
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`DELETE FROM user_skills a USING user_skills k
    WHERE a.user_id = ${absorbed} AND k.user_id = ${kept} AND k.category_id = a.category_id AND k.type = a.type`;
  await tx.$executeRaw`UPDATE user_skills SET user_id = ${kept} WHERE user_id = ${absorbed}`;
  await tx.$executeRaw`INSERT INTO skill_endorsements (skill_id, endorser_id, comment, created_at)
    SELECT skill_id, ${kept}::int, comment, created_at FROM skill_endorsements WHERE endorser_id = ${absorbed}
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`DELETE FROM skill_endorsements e USING user_skills s
    WHERE e.endorser_id = ${absorbed} OR (e.skill_id = s.id AND s.user_id = ${kept} AND e.endorser_id = ${kept})`;
  await tx.$executeRaw`UPDATE user_skills s SET endorsement_count =
      (SELECT count(*) FROM skill_endorsements e WHERE e.skill_id = s.id)
    WHERE s.user_id = ${kept} OR s.id IN (SELECT skill_id FROM skill_endorsements WHERE endorser_id = ${kept})`;
}

async function mergeSettings(tx: Tx, kept: number, absorbed: number): Promise<void> {
  await tx.$executeRaw`UPDATE extended_profiles k SET
      bio = COALESCE(k.bio, a.bio), avatar_url = COALESCE(k.avatar_url, a.avatar_url),
      headline = COALESCE(k.headline, a.headline), location = COALESCE(k.location, a.location),
      website = COALESCE(k.website, a.website), linked_in = COALESCE(k.linked_in, a.linked_in),
      github = COALESCE(k.github, a.github),
      languages = ARRAY(SELECT DISTINCT unnest(k.languages || a.languages)),
      interests = ARRAY(SELECT DISTINCT unnest(k.interests || a.interests)),
      is_open_to_mentoring = k.is_open_to_mentoring OR a.is_open_to_mentoring,
      is_seeking_mentor = k.is_seeking_mentor OR a.is_seeking_mentor
    FROM extended_profiles a WHERE k.user_id = ${kept} AND a.user_id = ${absorbed}`;
  await tx.$executeRaw`UPDATE user_availability k SET
      preferred_time_start = COALESCE(k.preferred_time_start, a.preferred_time_start),
      preferred_time_end = COALESCE(k.preferred_time_end, a.preferred_time_end),
      days_available = CASE WHEN cardinality(k.days_available) = 0 THEN a.days_available ELSE k.days_available END
    FROM user_availability a WHERE k.user_id = ${kept} AND a.user_id = ${absorbed}`;
  // A "no" to direct messages that was said on either chat is a "no".
  await tx.$executeRaw`UPDATE notification_preferences k SET
      direct_messages = CASE WHEN 'off' IN (k.direct_messages::text, a.direct_messages::text) THEN 'off'::direct_messages
        WHEN k.direct_messages = 'unasked' THEN a.direct_messages ELSE k.direct_messages END,
      quiet_from = COALESCE(k.quiet_from, a.quiet_from), quiet_to = COALESCE(k.quiet_to, a.quiet_to)
    FROM notification_preferences a WHERE k.user_id = ${kept} AND a.user_id = ${absorbed}`;
  await keepFeed(tx, kept, absorbed);
  await tx.$executeRaw`UPDATE user_xp k SET
      total_xp = k.total_xp + a.total_xp, teaching_xp = k.teaching_xp + a.teaching_xp,
      learning_xp = k.learning_xp + a.learning_xp, level = GREATEST(k.level, a.level),
      streak_days = GREATEST(k.streak_days, a.streak_days),
      last_active_date = GREATEST(k.last_active_date, a.last_active_date)
    FROM user_xp a WHERE k.user_id = ${kept} AND a.user_id = ${absorbed}`;
  await tx.$executeRaw`UPDATE memberships k SET role = GREATEST(k.role, a.role), joined_at = LEAST(k.joined_at, a.joined_at),
      left_at = CASE WHEN k.left_at IS NOT NULL AND a.left_at IS NOT NULL THEN GREATEST(k.left_at, a.left_at) END
    FROM memberships a WHERE k.user_id = ${kept} AND a.user_id = ${absorbed} AND k.community_id = a.community_id`;
  // Who was removed from a room may not return by way of another account.
  await tx.$executeRaw`UPDATE room_participants k SET removed_at = COALESCE(k.removed_at, a.removed_at)
    FROM room_participants a WHERE k.user_id = ${kept} AND a.user_id = ${absorbed} AND k.room_id = a.room_id`;
  await tx.$executeRaw`UPDATE session_participants k SET removed_at = a.removed_at, status = 'declined', offered_until = NULL
    FROM session_participants a WHERE k.user_id = ${kept} AND a.user_id = ${absorbed} AND k.session_id = a.session_id
      AND a.removed_at IS NOT NULL`;
  await tx.$executeRaw`UPDATE series_members k SET removed_at = a.removed_at, status = 'declined'
    FROM series_members a WHERE k.user_id = ${kept} AND a.user_id = ${absorbed} AND k.series_id = a.series_id
      AND a.removed_at IS NOT NULL`;
  await tx.$executeRaw`UPDATE action_counts k SET used = k.used + a.used FROM action_counts a
    WHERE k.user_id = ${kept} AND a.user_id = ${absorbed} AND k.day = a.day AND k.kind = a.kind AND k.target = a.target`;
  await tx.$executeRaw`UPDATE usage_counters k SET used = k.used + a.used FROM usage_counters a
    WHERE k.user_id = ${kept} AND a.user_id = ${absorbed} AND k.day = a.day AND k.kind = a.kind`;
}

/** The address of a calendar feed goes on where the kept account has none; it may stand in one row alone. */
async function keepFeed(tx: Tx, kept: number, absorbed: number): Promise<void> {
  const theirs = await tx.notificationPreference.findUnique({ where: { userId: absorbed } });
  if (!theirs?.feedHash) return;
  const mine = await tx.notificationPreference.findUnique({ where: { userId: kept } });
  // Without a row of its own the kept account gets this one.
  if (mine === null) return;
  await tx.notificationPreference.update({ where: { userId: absorbed }, data: { feedHash: null } });
  await tx.notificationPreference.updateMany({
    where: { userId: kept, feedHash: null },
    data: { feedHash: theirs.feedHash },
  });
}

/** SE-17: of a poll that asked both accounts the later answer counts, with its hours; the other one's hours fall away. */
async function mergePolls(tx: Tx, kept: number, absorbed: number): Promise<void> {
  await tx.$executeRaw`DELETE FROM poll_votes v USING poll_hours h, poll_voters k, poll_voters a
    WHERE h.id = v.hour_id AND k.poll_id = h.poll_id AND a.poll_id = h.poll_id
      AND k.user_id = ${kept} AND a.user_id = ${absorbed}
      AND v.user_id = CASE WHEN k.answered_at >= a.answered_at OR a.answered_at IS NULL
        THEN ${absorbed}::int ELSE ${kept}::int END`;
  await tx.$executeRaw`UPDATE poll_voters k SET answered_at = GREATEST(k.answered_at, a.answered_at)
    FROM poll_voters a WHERE k.user_id = ${kept} AND a.user_id = ${absorbed} AND k.poll_id = a.poll_id`;
}

/**
 * Holds two accounts until the transaction ends, always in one order, so that two that want both cannot wait for each other.
 * Throws `link_code_invalid` where one of them is gone: a third account may have taken it in meanwhile.
 */
export async function lockAccounts(tx: Tx, one: number, other: number): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM users WHERE id IN (${one}, ${other}) ORDER BY id FOR UPDATE`;
  const alive = await tx.user.count({ where: { id: { in: [one, other] }, deletedAt: null } });
  if (alive < 2) throw new EchoError('link_code_invalid');
}

/** Tables of which a person has one row for each of the other columns: a row moves where `kept` has none yet. */
async function moveOnce(tx: Tx, kept: number, absorbed: number): Promise<void> {
  for (const [table, others] of movedOnce) {
    const same = others.map((column) => ` AND k.${column} = a.${column}`).join('');
    await tx.$executeRawUnsafe(
      `UPDATE ${table} a SET user_id = $1 WHERE a.user_id = $2
       AND NOT EXISTS (SELECT 1 FROM ${table} k WHERE k.user_id = $1${same})`,
      kept,
      absorbed,
    );
    await tx.$executeRawUnsafe(`DELETE FROM ${table} WHERE user_id = $1`, absorbed);
  }
}

/** Tables of which a person may have any number of rows. */
async function moveAll(tx: Tx, kept: number, absorbed: number): Promise<void> {
  for (const [table, column] of movedOnMerge) {
    await tx.$executeRawUnsafe(`UPDATE ${table} SET ${column} = $1 WHERE ${column} = $2`, kept, absorbed);
  }
}
