import type { AttendanceStatus, Prisma, ScheduledSession, SessionSeries } from '@echochat/prisma/client.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Services } from '../../platform/services.ts';
import type { Language } from '../../platform/words/words.ts';
import { sightOf } from '../../safety/sight.ts';
import { standsIn } from '../rules/insight.ts';

/** Whose calendar it is. */
export interface Reader {
  userId: number;
  language: Language;
  pages: Services['pages'];
}

interface Named {
  handle: string;
  displayName: string;
}

/** A session with what calendars tell of it. */
export interface CalendarRow extends ScheduledSession {
  host: (Named & { deletedAt: Date | null }) | null;
  /** With what the reader said to all of it. */
  series: (SessionSeries & { members: { status: AttendanceStatus }[] }) | null;
  participants: { userId: number; status: AttendanceStatus; user: Named }[];
}

/**
 * Sessions as a reader's calendar has them, soonest first; with everybody of whom they may learn there (SE-19), or the
 * reader's own answer alone.
 */
export async function calendarRows(
  tx: Tx,
  { userId }: Pick<Reader, 'userId'>,
  where: Prisma.ScheduledSessionWhereInput,
  { people, most }: { people: 'all' | 'own'; most: number },
): Promise<CalendarRow[]> {
  const rows = await tx.scheduledSession.findMany({
    where,
    include: {
      host: { select: { handle: true, displayName: true, deletedAt: true } },
      series: { include: { members: { where: { userId }, select: { status: true } } } },
      participants: {
        where: { removedAt: null, user: { deletedAt: null }, ...(people === 'own' ? { userId } : {}) },
        select: { userId: true, status: true, user: { select: { handle: true, displayName: true } } },
        orderBy: { id: 'asc' },
      },
    },
    orderBy: [{ scheduledAt: 'asc' }, { id: 'asc' }],
    take: most,
  });
  if (people === 'own') return rows;
  const everybody = rows.flatMap(({ participants }) => participants.map((one) => one.userId));
  const sights = await sightOf(tx, userId, everybody);
  return rows.map((row) => {
    const mine = row.participants.find((one) => one.userId === userId)?.status ?? null;
    const { shows } = standsIn(row, userId, mine);
    const participants = row.participants.filter(
      (one) => shows(one.userId, one.status) && sights.get(one.userId) !== 'none',
    );
    return { ...row, participants };
  });
}

export type Standing = 'invited' | 'accepted' | 'declined';

/** What an answer is to a calendar. Who waits for a seat is as good as invited. */
export function standingOf(status: AttendanceStatus): Standing {
  switch (status) {
    case 'invited':
    case 'waiting':
      return 'invited';
    case 'declined':
      return 'declined';
    case 'accepted':
    case 'attended':
    case 'no_show':
      return 'accepted';
  }
}

/** What the reader said to a session; null for who was not asked. */
export function ownStanding({ hostId, participants }: CalendarRow, { userId }: Reader): Standing | null {
  const own = participants.find((one) => one.userId === userId);
  if (own) return standingOf(own.status);
  return hostId === userId ? 'accepted' : null;
}

/** What the reader said to all of a session's series; null where it is none, or theirs by single occurrences at most. */
export function seriesStanding({ series, occurrence }: CalendarRow, { userId }: Reader): Standing | null {
  if (series === null || occurrence === null) return null;
  const status = series.members[0]?.status ?? (series.hostId === userId ? 'accepted' : 'declined');
  const standing = standingOf(status);
  return standing === 'declined' ? null : standing;
}
