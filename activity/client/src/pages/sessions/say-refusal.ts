import { refusalOf, valuesOf } from '../../server/api.ts';
import { sayMoment } from '../../time/say.ts';
import { words } from '../../words/words.ts';

const known = [
  'action_limit',
  'daily_limit',
  'hours_private',
  'not_allowed',
  'not_open_to_you',
  'not_session_host',
  'not_session_member',
  'partnership_not_found',
  'person_not_found',
  'poll_not_found',
  'poll_over',
  'removed_from_session',
  'room_full',
  'said_no',
  'session_blocked',
  'session_cancelled',
  'session_not_found',
  'session_not_yet',
  'session_over',
  'session_past',
  'session_size',
  'session_too_far',
  'session_too_many_guests',
  'target_limit',
  'too_many_requests',
] as const;

/** The session that is at the same time; null for every other refusal. */
export function clashOf(error: unknown): { title: string; at: number } | null {
  if (refusalOf(error) !== 'session_clash') return null;
  const { title, at } = valuesOf(error);
  return { title: String(title), at: Number(at) };
}

/** Somebody whom the viewer blocked has a seat there. */
export const isBlockedThere = (error: unknown): boolean => refusalOf(error) === 'session_blocked';

/** Whom a refusal names. */
function named(error: unknown): { name: string; names: string } {
  const { name = '', names = '' } = valuesOf(error);
  return { name: String(name), names: String(names) };
}

/** Why something was not done, and what to do. */
export function sayRefusal(error: unknown, zone: string): string {
  const clash = clashOf(error);
  if (clash) {
    const when = sayMoment(clash.at, Date.now(), zone);
    return words('sessions.no.session_clash', { title: clash.title, when });
  }
  const code = known.find((one) => one === refusalOf(error));
  return words(`sessions.no.${code ?? 'other'}`, named(error));
}
