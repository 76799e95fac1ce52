// What becomes of each column that names a learner when two accounts are joined. A test holds this against the database: a
// column that is in none of these lists would go on naming an account that is gone.

/** A person has one row for each of the other columns: it moves where the kept account has none yet. By `user_id`. */
export const movedOnce = [
  ['extended_profiles', []],
  ['user_availability', []],
  ['notification_preferences', []],
  ['last_mentions', []],
  ['user_xp', []],
  ['usage_counters', ['day', 'kind']],
  ['action_counts', ['day', 'kind', 'target']],
  ['memberships', ['community_id']],
  ['skill_wishes', ['type', 'folded']],
  ['notifications', ['event_key']],
  ['user_achievements', ['achievement_id']],
  ['user_badges', ['badge_id']],
  ['xp_entries', ['event_key']],
  ['room_participants', ['room_id']],
  ['session_participants', ['session_id']],
  ['session_reminders', ['session_id', 'before']],
  ['series_members', ['series_id']],
  ['poll_voters', ['poll_id']],
  ['poll_votes', ['hour_id']],
  ['resource_ratings', ['resource_id']],
  ['bottle_drifts', ['bottle_id']],
] as const;

/** A person may have any number of rows. */
export const movedOnMerge = [
  ['identities', 'user_id'],
  ['link_codes', 'user_id'],
  ['learning_goals', 'user_id'],
  ['learning_rooms', 'host_id'],
  ['learning_rooms', 'owner_id'],
  ['learning_rooms', 'offered_to_id'],
  ['room_attendances', 'user_id'],
  ['room_messages', 'author_id'],
  ['room_files', 'uploader_id'],
  ['room_invitations', 'inviter_id'],
  ['room_invitations', 'invitee_id'],
  ['scheduled_sessions', 'host_id'],
  ['session_series', 'host_id'],
  ['session_polls', 'host_id'],
  ['session_participants', 'invited_by_id'],
  ['resources', 'uploaded_by'],
  ['resource_comments', 'user_id'],
  ['user_subscriptions', 'user_id'],
  ['payments', 'user_id'],
  ['messages', 'sender_id'],
  ['deliveries', 'user_id'],
  ['bottles', 'author_id'],
  ['reports', 'reporter_id'],
  ['reports', 'reported_id'],
  ['reports', 'closed_by_id'],
] as const;

/** What two rows become is decided row by row (merge-users.ts, merge-pairs.ts). */
export const joinedOnMerge = [
  ['users', 'id'],
  ['user_skills', 'user_id'],
  ['skill_endorsements', 'endorser_id'],
  ['learning_matches', 'user_id_1'],
  ['learning_matches', 'user_id_2'],
  ['learning_matches', 'requested_by_id'],
  ['learning_matches', 'declined_by_id'],
  ['learning_partnerships', 'user_id_1'],
  ['learning_partnerships', 'user_id_2'],
  ['partnership_feedback', 'reviewer_id'],
  ['blocks', 'blocker_id'],
  ['blocks', 'blocked_id'],
  ['blocked_identities', 'blocker_id'],
] as const;

/** Sign-ins and ways in of the absorbed account end with it, and do not come back. */
export const endedOnMerge = [
  ['room_doors', 'user_id'],
  ['page_doors', 'user_id'],
  ['browser_sessions', 'user_id'],
  ['link_requests', 'from_id'],
  ['link_requests', 'to_id'],
] as const;

/** They tell of joinings, and name both accounts for good. */
export const recordsOfMerges = [
  ['account_merges', 'kept_id'],
  ['account_merges', 'absorbed_id'],
] as const;
