import { type NoticeKind, noticeKinds } from './notice-view.ts';

/** What people choose by: which news they want as messages, and which in the inbox alone. */
export const noticeGroups = ['matches', 'people', 'rooms', 'sessions', 'reminders', 'reports', 'digest'] as const;
export type NoticeGroup = (typeof noticeGroups)[number];

const groups: Readonly<Record<NoticeKind, NoticeGroup>> = {
  'match.interest': 'matches',
  'match.accepted': 'matches',
  'match.closed': 'matches',
  'skill.endorsed': 'people',
  'skill.arrived': 'people',
  'feedback.given': 'people',
  'account.link-asked': 'people',
  'account.link-declined': 'people',
  'account.linked': 'people',
  'account.unlinked': 'people',
  'room.invited': 'rooms',
  'room.declined': 'rooms',
  'room.offered': 'rooms',
  'room.taken-over': 'rooms',
  'room.ended': 'rooms',
  'session.invited': 'sessions',
  'session.answered': 'sessions',
  'session.moved': 'sessions',
  'session.cancelled': 'sessions',
  'session.removed': 'sessions',
  'session.seat': 'sessions',
  'session.completed': 'sessions',
  'session.poll': 'sessions',
  'session.agreed': 'sessions',
  'session.undecided': 'sessions',
  'session.missed': 'sessions',
  'session.reminder': 'reminders',
  'session.starting': 'reminders',
  'session.late': 'reminders',
  'session.waited-for': 'reminders',
  'report.new': 'reports',
  'report.closed': 'reports',
  digest: 'digest',
};

export const groupOf = (kind: NoticeKind): NoticeGroup => groups[kind];
export const kindsOf = (group: NoticeGroup): NoticeKind[] => noticeKinds.filter((kind) => groups[kind] === group);
