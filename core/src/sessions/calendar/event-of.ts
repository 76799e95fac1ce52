import { fromDate } from '../../platform/time.ts';
import { coreWords } from '../../platform/words/core-words.ts';
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
    location: row.meetingLink ?? 'EchoChat',
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

function descriptionOf(row: CalendarRow, reader: Reader, standing: Standing | null): string {
  const say = coreWords(reader.language);
  const isOpen = standing === 'invited' && row.status !== 'cancelled';
  return [
    isOpen ? say('calendar.unanswered') : null,
    row.description,
    row.meetingLink === null ? say('calendar.room') : say('calendar.link', { link: row.meetingLink }),
  ]
    .filter((part) => part !== null)
    .join('\n\n');
}
