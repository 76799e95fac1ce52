import { describe, expect, it } from 'vitest';
import { isOpenFor, marksOf, type Session, type SessionPerson, standingOf } from './standing.ts';

const now = Date.parse('2027-03-01T09:00:00Z');
const person = (userId: number, status: SessionPerson['status']): SessionPerson => ({
  userId,
  handle: `p${userId}`,
  displayName: `P${userId}`,
  avatarUrl: null,
  timezone: null,
  status,
});
const session = (given: Partial<Session> = {}): Session => ({
  id: 1,
  title: 'Chords',
  description: null,
  category: null,
  scheduledAt: new Date(now + 3_600_000),
  duration: 60,
  timezone: 'UTC',
  status: 'scheduled',
  isPublic: false,
  maxParticipants: 2,
  partnershipId: null,
  roomId: null,
  meetingLink: null,
  seriesId: null,
  repeat: null,
  hostId: 1,
  people: [person(1, 'accepted'), person(2, 'accepted')],
  taken: 2,
  yourStatus: 'accepted',
  offeredUntil: null,
  isMuted: false,
  youLead: true,
  hasBlocked: false,
  ...given,
});
const minutesAway = (minutes: number) => ({ scheduledAt: new Date(now + minutes * 60_000) });

describe('how a session stands', () => {
  it.each([
    ['settled', {}],
    ['unanswered', { people: [person(1, 'accepted'), person(2, 'invited')] }],
    ['alone', { people: [person(1, 'accepted'), person(2, 'declined')] }],
    ['unanswered', { people: [person(1, 'accepted')], isPublic: true }],
    ['settled', { people: [person(1, 'accepted')] }],
    ['asked', { yourStatus: 'invited' as const }],
    ['waiting', { yourStatus: 'waiting' as const }],
    ['offered', { yourStatus: 'waiting' as const, offeredUntil: new Date(now + 60_000) }],
    ['declined', { yourStatus: 'declined' as const }],
    ['open', { yourStatus: null }],
    ['running', { ...minutesAway(-10), status: 'in_progress' as const }],
    ['over', { ...minutesAway(-61) }],
    ['attended', { ...minutesAway(-61), status: 'completed' as const, yourStatus: 'attended' as const }],
    ['missed', { ...minutesAway(-61), status: 'completed' as const, yourStatus: 'no_show' as const }],
  ])('%s', (standing, given) => {
    expect(standingOf(session(given), now)).toBe(standing);
  });

  it('opens a quarter of an hour before, for who has a seat, until it is over', () => {
    expect(isOpenFor(session(minutesAway(16)), now)).toBe(false);
    expect(isOpenFor(session(minutesAway(15)), now)).toBe(true);
    expect(isOpenFor(session({ ...minutesAway(-5), status: 'in_progress' }), now)).toBe(true);
    expect(isOpenFor(session({ ...minutesAway(5), yourStatus: 'invited' }), now)).toBe(false);
    expect(isOpenFor(session({ ...minutesAway(-90), status: 'completed' }), now)).toBe(false);
  });

  it('marks a day by what is settled and what asks', () => {
    const days = [session(), session({ yourStatus: 'invited' }), session({ yourStatus: 'waiting' })];
    expect(marksOf(days, now)).toEqual({ settled: 1, asked: 2 });
  });
});
