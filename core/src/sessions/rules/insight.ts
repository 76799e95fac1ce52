import type { AttendanceStatus, ScheduledSession } from '@echochat/prisma/client.ts';

/** Holds a seat, or held it. */
export const isSeated = (status: AttendanceStatus): boolean =>
  status === 'accepted' || status === 'attended' || status === 'no_show';

/** What somebody may learn of a session, by their part in it. */
export interface Insight {
  /** Has a seat in it, or was asked to a private one: more than what is listed. */
  isInside: boolean;
  /** Where they meet, when that is not here: for who holds a seat, as long as there is one. */
  hasLink: boolean;
  /** Host, or one of two partners. */
  youLead: boolean;
  /** Whether a person of it is shown, as they answered. */
  shows: (userId: number, status: AttendanceStatus) => boolean;
}

/** SE-19: what `viewerId`, whose answer is `mine`, may learn of a session; null for who was not asked. */
export function standsIn(
  session: Pick<ScheduledSession, 'hostId' | 'partnershipId' | 'isPublic' | 'status'>,
  viewerId: number,
  mine: AttendanceStatus | null,
): Insight {
  const isHost = session.hostId === viewerId;
  const hasSeat = mine !== null && isSeated(mine);
  const youLead = isHost || (session.partnershipId !== null && hasSeat);
  const isInside = isHost || hasSeat || (!session.isPublic && mine !== null && mine !== 'declined');
  const holds = mine === 'accepted' || mine === 'attended';
  return {
    isInside,
    hasLink: isHost || (holds && session.status !== 'cancelled'),
    youLead,
    shows: (userId, status) => {
      if (userId === viewerId || userId === session.hostId) return true;
      return isInside && (youLead || status !== 'declined');
    },
  };
}
