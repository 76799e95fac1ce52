/**
 * Everything a person can do wrong or run into, by code. Each code has its sentence in every language
 * (words: `errors.<code>`), which says what to do; `params` are the values in that sentence.
 */
export type ErrorCode =
  | 'already_endorsed'
  | 'busy'
  | 'daily_limit'
  | 'goal_limit'
  | 'goal_not_found'
  | 'invalid_input'
  | 'internal'
  | 'link_code_invalid'
  | 'link_code_own'
  | 'match_closed'
  | 'match_expired'
  | 'match_not_found'
  | 'matching_paused'
  | 'not_allowed'
  | 'not_organiser'
  | 'not_signed_in'
  | 'own_skill'
  | 'partner_limit'
  | 'partnership_not_found'
  | 'person_not_found'
  | 'skill_exists'
  | 'skill_limit'
  | 'skill_not_found'
  | 'skill_unknown'
  | 'skill_not_taught'
  | 'time_zone_unknown'
  | 'too_many_requests'
  | 'unavailable';

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
