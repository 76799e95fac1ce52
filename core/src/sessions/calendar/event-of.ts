import { withoutLinks } from '../../platform/text.ts';
import { fromDate } from '../../platform/time.ts';
import { coreWords } from '../../platform/words/core-words.ts';
import { standsIn } from '../rules/insight.ts';
import type { CalendarEvent } from './calendar-event.ts';
import { type CalendarRow, ownStanding, type Reader, type Standing, standingOf } from './calendar-row.ts';

/** The name of something in calendars, for as long as it lives. */
export const uidOf = (uid: string, { pages }: Reader): string => `${uid}@${new URL(pages.url('/')).hostname}`;

/** A session as a meeting of its own, told to who has `standing` in it. */
export function eventOf(row: CalendarRow, reader: Reader, standing = ownStanding(row, reader)): CalendarEvent {
  const { pages } = reader;
  const say = coreWords(reader.language);
  const isCancelled = row.status === 'cancelled';
  const person = ({ handle, displayName }: { handle: string; displayName: string }) => ({
    name: displayName,
    uri: pages.url(`/people/${encodeURIComponent(handle)}`),
  });
  return {
    uid: uidOf(row.uid, reader),
    sequence: row.sequence,
    title: isCancelled ? say('calendar.cancelled', { title: row.title }) : row.title,
    description: descriptionOf(row, reader, standing),
    at: fromDate(row.scheduledAt),
    minutes: row.duration,
    url: pages.url(`/sessions/${row.id}`),
    location: linkFor(row, reader, standing) ?? 'EchoChat',
    organizer: row.host?.deletedAt === null ? person(row.host) : { name: 'EchoChat', uri: pages.url('/') },
    attendees: row.participants.map(({ user, status }) => ({ ...person(user), standing: standingOf(status) })),
    status: isCancelled ? 'cancelled' : standing === 'invited' ? 'tentative' : 'confirmed',
    stamp: fromDate(row.updatedAt),
    repeat: null,
    occurrence: null,
    skipped: [],
    added: [],
  };
}

/** SE-19: where they meet, for who holds a seat; null where that is here, or not for the reader. */
function linkFor(row: CalendarRow, { userId }: Reader, standing: Standing | null): string | null {
  const own = row.participants.find((one) => one.userId === userId);
  const holds = standing === 'accepted' && own?.status !== 'no_show';
  return holds && row.status !== 'cancelled' ? row.meetingLink : null;
}

function descriptionOf(row: CalendarRow, reader: Reader, standing: Standing | null): string {
  const say = coreWords(reader.language);
  const isOpen = standing === 'invited' && row.status !== 'cancelled';
  const link = linkFor(row, reader, standing);
  const mine = row.participants.find(({ userId }) => userId === reader.userId)?.status ?? null;
  const { isInside } = standsIn(row, reader.userId, mine);
  const elsewhere = link === null ? say('calendar.elsewhere') : say('calendar.link', { link });
  return [
    isOpen ? say('calendar.unanswered') : null,
    row.description === null || isInside ? row.description : withoutLinks(row.description, 2_000),
    row.meetingLink === null ? say('calendar.room') : elsewhere,
  ]
    .filter((part) => part !== null)
    .join('\n\n');
}
