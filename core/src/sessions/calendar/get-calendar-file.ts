import { z } from 'zod';
import { loadActor } from '../../auth/load-actor.ts';
import { EchoError } from '../../platform/errors.ts';
import { localeOf } from '../../platform/locale.ts';
import { secretProcedure } from '../../platform/procedures.ts';
import { visibleTo } from '../find-session.ts';
import { calendarRows, type Reader } from './calendar-row.ts';
import { fileOf } from './events-for.ts';
import { icsOf } from './ics.ts';

/** Of a long series the older occurrences are left out. */
const pastDays = 60;
const most = 400;

/**
 * A session as a file for a calendar, for who holds the key that a chat gave them: an invitation for who was asked, a
 * cancellation, or a notice for who looks on. Throws not_signed_in, session_not_found.
 */
export const getCalendarFile = secretProcedure
  .input(z.object({ key: z.string().min(1).max(2_000) }))
  .query(async ({ ctx: { services }, input }) => {
    const { database, tokens, pages } = services;
    const { userId, sessionId } = await tokens.verifyCalendar(input.key);
    const actor = await loadActor(services, userId, 'browser');
    const reader: Reader = { userId, language: localeOf(actor), pages };
    const load = (where: Parameters<typeof calendarRows>[2], rows: number) =>
      calendarRows(database.prisma, reader, { AND: [where, visibleTo(userId)] }, { people: 'all', most: rows });
    const [about] = await load({ id: sessionId }, 1);
    if (!about) throw new EchoError('session_not_found');
    const since = new Date(about.scheduledAt.getTime() - pastDays * 86_400_000);
    const rows =
      about.seriesId === null ? [about] : await load({ seriesId: about.seriesId, scheduledAt: { gte: since } }, most);
    const { events, method } = fileOf(about, rows, reader);
    return { text: icsOf(events, { method }), method, title: about.title };
  });
