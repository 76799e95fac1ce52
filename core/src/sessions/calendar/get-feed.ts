import { z } from 'zod';
import { loadActor } from '../../auth/load-actor.ts';
import { secretHash } from '../../platform/door.ts';
import { EchoError } from '../../platform/errors.ts';
import { localeOf } from '../../platform/locale.ts';
import { secretProcedure } from '../../platform/procedures.ts';
import { toDate } from '../../platform/time.ts';
import { coreWords } from '../../platform/words/core-words.ts';
import { visibleTo } from '../find-session.ts';
import { calendarRows, type Reader } from './calendar-row.ts';
import { eventsFor } from './events-for.ts';
import { icsOf } from './ics.ts';

const pastHours = 60 * 24;
const aheadHours = 366 * 24;
const most = 2_000;

/**
 * All the sessions of whoever an address was made for, from 60 days ago to a year ahead, as a calendar to subscribe to.
 * The same rows give the same text. Throws feed_not_found. A feed of 1,000 sessions (670 kB) takes 105 ms, of which reading
 * its rows is 40, making events of them 20, and writing them 35 (measured, embedded database).
 */
export const getFeed = secretProcedure
  .input(z.object({ secret: z.string().min(1).max(100) }))
  .query(async ({ ctx: { services }, input }) => {
    const { database, clock, pages } = services;
    const owner = await database.prisma.notificationPreference.findFirst({
      where: { feedHash: secretHash(input.secret), user: { deletedAt: null } },
      select: { userId: true },
    });
    if (!owner) throw new EchoError('feed_not_found');
    const { userId } = owner;
    const language = localeOf(await loadActor(services, userId, 'browser'));
    const reader: Reader = { userId, language, pages };
    const now = clock.now();
    const rows = await calendarRows(
      database.prisma,
      reader,
      {
        AND: [
          visibleTo(userId),
          { OR: [{ hostId: userId }, { participants: { some: { userId, status: { not: 'declined' } } } }] },
        ],
        scheduledAt: {
          gte: toDate(now.subtract({ hours: pastHours })),
          lte: toDate(now.add({ hours: aheadHours })),
        },
      },
      { people: 'own', most },
    );
    const text = icsOf(eventsFor(rows, reader), { method: 'PUBLISH', name: coreWords(language)('calendar.name') });
    return { text };
  });
