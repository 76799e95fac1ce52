import type { Api } from '../../server/api.ts';

export type Session = Awaited<ReturnType<Api['sessions']['getSession']['query']>>;
export type SessionPerson = Session['people'][number];

/** The room is open so many minutes before. */
const earlyMs = 15 * 60_000;

/** How a session stands for the person who looks at it. */
export type Standing =
  | 'attended'
  | 'missed'
  | 'over'
  | 'running'
  | 'offered'
  | 'waiting'
  | 'asked'
  | 'declined'
  | 'open'
  | 'alone'
  | 'unanswered'
  | 'settled';

const isComing = ({ status }: SessionPerson): boolean => status === 'accepted' || status === 'attended';

export function standingOf(session: Session, now: number): Standing {
  const { status, scheduledAt, duration, yourStatus, offeredUntil, people } = session;
  if (yourStatus === 'attended') return 'attended';
  if (yourStatus === 'no_show') return 'missed';
  if (status === 'completed' || status === 'cancelled' || scheduledAt.getTime() + duration * 60_000 <= now)
    return 'over';
  if (yourStatus === 'waiting') return offeredUntil === null ? 'waiting' : 'offered';
  if (yourStatus === 'invited') return 'asked';
  if (yourStatus === 'declined') return 'declined';
  if (yourStatus === null) return 'open';
  if (scheduledAt.getTime() <= now) return 'running';
  // Who plans for themselves alone waits for nobody.
  if (people.filter(isComing).length > 1 || (people.length === 1 && !session.isPublic)) return 'settled';
  if (people.some((person) => person.status === 'invited' || person.status === 'waiting')) return 'unanswered';
  return session.isPublic ? 'unanswered' : 'alone';
}

/** One may go in: one has a seat, and it is a quarter of an hour before or later. */
export function isOpenFor({ status, scheduledAt, yourStatus }: Session, now: number): boolean {
  const isAhead = status === 'scheduled' || status === 'in_progress';
  const hasSeat = yourStatus === 'accepted' || yourStatus === 'attended';
  return isAhead && hasSeat && scheduledAt.getTime() - earlyMs <= now;
}

/** What a day's mark in the calendar says: something is settled, or something asks for an answer. */
export function marksOf(sessions: readonly Session[], now: number): { settled: number; asked: number } {
  const asked = sessions.filter((session) => ['asked', 'offered', 'waiting'].includes(standingOf(session, now))).length;
  return { settled: sessions.length - asked, asked };
}
