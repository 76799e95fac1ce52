import { z } from 'zod';
import { EchoError } from '../../platform/errors.ts';
import { rowId } from '../../platform/ids.ts';
import { localeOf } from '../../platform/locale.ts';
import { protectedProcedure } from '../../platform/procedures.ts';
import { fromDate, wallFromDate } from '../../platform/time.ts';
import { visibleTo } from '../find-session.ts';
import { atWallTime } from '../rules/wall-time.ts';
import type { CalendarEvent } from './calendar-event.ts';
import { googleLink, outlookLink } from './calendar-links.ts';
import { type CalendarRow, calendarRows, type Reader, seriesStanding } from './calendar-row.ts';
import { eventOf } from './event-of.ts';
import { ruleThrough } from './events-of-series.ts';

/**
 * The ways into a calendar for a session that the actor may know of: addresses that open Google's and Outlook's with it
 * filled in, and that of a file for every other, good for 60 days. Throws session_not_found.
 */
export const getCalendarLinks = protectedProcedure
  .input(z.object({ sessionId: rowId }))
  .query(async ({ ctx, input: { sessionId } }) => {
    const { actor, services } = ctx;
    const { userId } = actor;
    const { database, pages, tokens } = services;
    const reader: Reader = { userId, language: localeOf(actor), pages };
    const where = { id: sessionId, ...visibleTo(userId) };
    const [row] = await calendarRows(database.prisma, reader, where, { people: 'own', most: 1 });
    if (!row) throw new EchoError('session_not_found');
    const event = { ...eventOf(row, reader), repeat: repeatFrom(row, reader) };
    const key = await tokens.signCalendar({ userId, sessionId });
    return {
      google: googleLink(event),
      outlook: outlookLink(event),
      file: pages.url(`/sessions/invite.ics?key=${key}`),
    };
  });

/** The series from a session on; null where it is no part of one, or takes place at another time than the rest. */
function repeatFrom(row: CalendarRow, reader: Reader): CalendarEvent['repeat'] {
  const { series, occurrence } = row;
  if (!series || !occurrence || series.endedAt !== null || seriesStanding(row, reader) === null) return null;
  const { timezone: timeZone } = series;
  const start = wallFromDate(occurrence);
  const { at, clocks } = atWallTime(start, timeZone);
  if (clocks === 'skipped' || !at.equals(fromDate(row.scheduledAt)) || row.duration !== series.duration) return null;
  return { start, timeZone, rule: ruleThrough(series) };
}
