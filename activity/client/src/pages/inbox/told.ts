import type { Group } from './notice-line.ts';

/** How somebody wants to be told, as the panel shows it. */
export interface Told {
  directMessages: boolean;
  inboxOnly: readonly Group[];
  /** HH:MM, both or neither. */
  quiet: { from: string; to: string } | null;
  /** Minutes before a session, the longest first. */
  remindBefore: readonly number[];
}

/** A night, for who switches quiet hours on. */
export const usualQuiet = { from: '22:00', to: '07:00' } as const;
export const usualReminders = [10_080, 1_440, 60, 10] as const;
/** What the server takes. */
export const mostReminders = 5;

export const toggle = <T>(list: readonly T[], one: T): T[] =>
  list.includes(one) ? list.filter((each) => each !== one) : [...list, one];

/** The usual times, and those that were chosen in a chat. */
export const reminderChoices = (chosen: readonly number[]): number[] =>
  [...new Set([...usualReminders, ...chosen])].sort((a, b) => b - a);

export const isWhole = ({ quiet }: Told): boolean =>
  quiet === null || (/^\d\d:\d\d$/.test(quiet.from) && /^\d\d:\d\d$/.test(quiet.to));
