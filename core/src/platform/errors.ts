/**
 * Everything a person can do wrong or run into, by code. Each code has its sentence in every language
 * (words: `errors.<code>`), which says what to do; `params` are the values in that sentence.
 */
export type ErrorCode =
  | 'already_endorsed'
  | 'batch_too_large'
  | 'block_limit'
  | 'blocked_is_here'
  | 'board_full'
  | 'body_too_large'
  | 'boards_full'
  | 'busy'
  | 'call_full'
  | 'cannot_save'
  | 'daily_limit'
  | 'door_closed'
  | 'door_expired'
  | 'draft_gone'
  | 'element_broken'
  | 'element_size'
  | 'feed_not_found'
  | 'file_broken'
  | 'file_empty'
  | 'file_not_found'
  | 'file_size'
  | 'file_type'
  | 'files_full'
  | 'files_full_today'
  | 'files_under_way'
  | 'goal_limit'
  | 'goal_not_found'
  | 'invalid_input'
  | 'image_size'
  | 'internal'
  | 'link_code_invalid'
  | 'link_code_own'
  | 'match_closed'
  | 'match_expired'
  | 'match_not_found'
  | 'matching_paused'
  | 'muted'
  | 'not_allowed'
  | 'not_host'
  | 'not_in_activity'
  | 'not_organiser'
  | 'not_owner'
  | 'not_session_host'
  | 'not_session_member'
  | 'not_signed_in'
  | 'notes_full'
  | 'offer_gone'
  | 'own_skill'
  | 'page_limit'
  | 'page_too_old'
  | 'partner_limit'
  | 'partnership_not_found'
  | 'person_not_found'
  | 'picture_too_large'
  | 'poll_not_found'
  | 'poll_over'
  | 'removed_from_room'
  | 'report_closed'
  | 'report_limit'
  | 'report_not_found'
  | 'room_ended'
  | 'room_full'
  | 'room_limit'
  | 'room_list_full'
  | 'room_not_found'
  | 'room_owner'
  | 'room_size'
  | 'session_cancelled'
  | 'session_clash'
  | 'session_not_found'
  | 'session_not_yet'
  | 'session_over'
  | 'session_past'
  | 'session_size'
  | 'session_too_far'
  | 'session_too_many_guests'
  | 'session_yourself'
  | 'skill_exists'
  | 'skill_limit'
  | 'skill_not_found'
  | 'skill_unknown'
  | 'skill_not_taught'
  | 'that_is_you'
  | 'time_zone_unknown'
  | 'too_many_pages'
  | 'too_many_requests'
  | 'storage_full'
  | 'unavailable'
  | 'view_only';

export type ErrorParams = Readonly<Record<string, string | number>>;

/** An error that the person who caused it can act on. */
export class EchoError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}) {
    super(code);
    this.name = 'EchoError';
    this.code = code;
    this.params = params;
  }
}
