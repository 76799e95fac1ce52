import type { Tx } from '../platform/db/database.ts';

/**
 * Moves matches, partnerships, feedback and blocks from `absorbed` to `kept`. A pair is one row with the smaller id
 * first, so a moved row may have to turn around; where both had a row with the same third person, the partnership
 * outlives the match and the older partnership takes the younger one's history.
 */
export async function mergePairs(tx: Tx, kept: number, absorbed: number): Promise<void> {
  // A pair of the two themselves has lost its meaning.
  await tx.$executeRaw`DELETE FROM learning_partnerships WHERE user_id_1 IN (${kept}, ${absorbed}) AND user_id_2 IN (${kept}, ${absorbed})`;
  await tx.$executeRaw`DELETE FROM learning_matches WHERE user_id_1 IN (${kept}, ${absorbed}) AND user_id_2 IN (${kept}, ${absorbed})`;
  await tx.$executeRaw`DELETE FROM blocks WHERE blocker_id IN (${kept}, ${absorbed}) AND blocked_id IN (${kept}, ${absorbed})`;
  await tx.$executeRaw`UPDATE partnership_feedback SET reviewer_id = ${kept} WHERE reviewer_id = ${absorbed}`;
  await tx.$executeRaw`UPDATE learning_matches SET requested_by_id = ${kept} WHERE requested_by_id = ${absorbed}`;
  await tx.$executeRaw`UPDATE learning_matches SET declined_by_id = ${kept} WHERE declined_by_id = ${absorbed}`;
  await mergePartnerships(tx, kept, absorbed);
  await mergeMatches(tx, kept, absorbed);
  await tx.$executeRaw`INSERT INTO blocks (blocker_id, blocked_id, known_as, created_at)
    SELECT CASE blocker_id WHEN ${absorbed} THEN ${kept} ELSE blocker_id END,
           CASE blocked_id WHEN ${absorbed} THEN ${kept} ELSE blocked_id END, known_as, created_at
    FROM blocks WHERE ${absorbed} IN (blocker_id, blocked_id)
    ON CONFLICT (blocker_id, blocked_id) DO UPDATE SET known_as = COALESCE(blocks.known_as, EXCLUDED.known_as)`;
  await tx.$executeRaw`DELETE FROM blocks WHERE ${absorbed} IN (blocker_id, blocked_id)`;
  await mergeBlockedIdentities(tx, kept, absorbed);
}

/** Nobody blocks themselves: an identity that the one had blocked may be the other's. */
async function mergeBlockedIdentities(tx: Tx, kept: number, absorbed: number): Promise<void> {
  await tx.$executeRaw`INSERT INTO blocked_identities (blocker_id, platform, workspace_id, external_id, name, created_at)
    SELECT ${kept}::int, platform, workspace_id, external_id, name, created_at FROM blocked_identities
    WHERE blocker_id = ${absorbed} ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`DELETE FROM blocked_identities b WHERE b.blocker_id = ${absorbed} OR (b.blocker_id = ${kept}
    AND EXISTS (SELECT 1 FROM identities i WHERE i.user_id IN (${kept}, ${absorbed}) AND i.platform = b.platform
      AND i.workspace_id = b.workspace_id AND i.external_id = b.external_id))`;
}

async function mergePartnerships(tx: Tx, kept: number, absorbed: number): Promise<void> {
  const doubles = await tx.$queryRaw<{ keep: number; lose: number }[]>`
    SELECT k.id AS keep, a.id AS lose FROM learning_partnerships k JOIN learning_partnerships a
      ON ${kept} IN (k.user_id_1, k.user_id_2) AND ${absorbed} IN (a.user_id_1, a.user_id_2)
     AND k.user_id_1 + k.user_id_2 - ${kept} = a.user_id_1 + a.user_id_2 - ${absorbed}`;
  for (const { keep, lose } of doubles) {
    // The statuses are declared from active to ended: the least of two is the livelier.
    await tx.$executeRaw`UPDATE learning_partnerships k SET
        session_count = k.session_count + a.session_count, started_at = LEAST(k.started_at, a.started_at),
        last_active_at = GREATEST(k.last_active_at, a.last_active_at),
        status = LEAST(k.status, a.status),
        ended_at = CASE WHEN LEAST(k.status, a.status) = 'ended' THEN GREATEST(k.ended_at, a.ended_at) END
      FROM learning_partnerships a WHERE k.id = ${keep} AND a.id = ${lose}`;
    for (const table of ['partnership_feedback', 'learning_rooms', 'scheduled_sessions', 'messages']) {
      await tx.$executeRawUnsafe(`UPDATE ${table} SET partnership_id = $1 WHERE partnership_id = $2`, keep, lose);
    }
    await tx.$executeRaw`DELETE FROM learning_partnerships WHERE id = ${lose}`;
  }
  await tx.$executeRaw`UPDATE learning_partnerships SET
      user_id_1 = LEAST(${kept}, user_id_1 + user_id_2 - ${absorbed}),
      user_id_2 = GREATEST(${kept}, user_id_1 + user_id_2 - ${absorbed})
    WHERE ${absorbed} IN (user_id_1, user_id_2)`;
}

async function mergeMatches(tx: Tx, kept: number, absorbed: number): Promise<void> {
  // Of two matches with the same third person the one that got further stays: accepted, then pending, then the newer.
  await tx.$executeRaw`DELETE FROM learning_matches WHERE id IN (
    SELECT id FROM (
      SELECT id, row_number() OVER (
        PARTITION BY user_id_1 + user_id_2 - CASE WHEN ${kept} IN (user_id_1, user_id_2) THEN ${kept}::int ELSE ${absorbed}::int END
        ORDER BY status = 'accepted' DESC, status = 'pending' DESC, created_at DESC, id) AS place
      FROM learning_matches WHERE user_id_1 IN (${kept}, ${absorbed}) OR user_id_2 IN (${kept}, ${absorbed})) ranked
    WHERE place > 1)`;
  // Turning a pair around turns the two answers around with it.
  await tx.$executeRaw`UPDATE learning_matches SET
      user_id_1 = LEAST(${kept}, user_id_1 + user_id_2 - ${absorbed}),
      user_id_2 = GREATEST(${kept}, user_id_1 + user_id_2 - ${absorbed}),
      accepted_at_1 = CASE WHEN (user_id_1 = ${absorbed}) = (${kept} < user_id_1 + user_id_2 - ${absorbed}) THEN accepted_at_1 ELSE accepted_at_2 END,
      accepted_at_2 = CASE WHEN (user_id_1 = ${absorbed}) = (${kept} < user_id_1 + user_id_2 - ${absorbed}) THEN accepted_at_2 ELSE accepted_at_1 END
    WHERE ${absorbed} IN (user_id_1, user_id_2)`;
}
