import type { IconName } from '../../parts/icon.tsx';
import type { Api } from '../../server/api.ts';
import { sayMoment } from '../../time/say.ts';
import { words } from '../../words/words.ts';

export type Notice = Awaited<ReturnType<Api['notifications']['getInbox']['query']>>['items'][number];
export const groups = ['matches', 'people', 'rooms', 'sessions', 'reminders', 'reports', 'digest'] as const;
export type Group = (typeof groups)[number];

/** What a notice says, in one line. What it was about may be gone since. */
export function lineOf(notice: Notice, zone: string, now: number): string {
  const { kind, person, session, poll, room, skillName, platform, answer } = notice;
  const at = session?.scheduledAt.getTime();
  const when = at === undefined ? '' : sayMoment(at, now, zone);
  const values = {
    name: person?.displayName ?? words('inbox.somebody'),
    title: session?.title ?? poll?.title ?? room?.title ?? words('inbox.gone'),
    when,
    skill: skillName ?? words('inbox.a-skill'),
    platform: platform ?? '',
  };
  if (kind === 'session.answered') return words(`inbox.say.session.answered.${answer ?? 'accepted'}`, values);
  return words(`inbox.say.${kind}`, values);
}

const groupIcons: Readonly<Record<Group, IconName>> = {
  matches: 'hand',
  people: 'people',
  rooms: 'door',
  sessions: 'calendar',
  reminders: 'bell',
  reports: 'hand',
  digest: 'calendar',
};

/** The sign of a notice, by what it is about. */
export function iconOf({ kind }: Notice): IconName {
  if (kind.startsWith('match.')) return groupIcons.matches;
  if (kind.startsWith('room.')) return groupIcons.rooms;
  if (kind.startsWith('report.')) return groupIcons.reports;
  if (kind === 'digest') return groupIcons.digest;
  if (!kind.startsWith('session.')) return groupIcons.people;
  const reminders = ['session.reminder', 'session.starting', 'session.late', 'session.waited-for'];
  return reminders.includes(kind) ? groupIcons.reminders : groupIcons.sessions;
}
