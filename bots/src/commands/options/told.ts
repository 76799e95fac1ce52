import { type NoticeGroup, noticeGroups } from '@echochat/core/notifications/notice-groups.ts';
import { cleanLine, fold } from '@echochat/core/platform/text.ts';
import type { CommandContext } from '../context.ts';
import { type Option, OptionProblem, saidBack } from '../option.ts';
import { readMinutes } from './duration-rules.ts';
import { choiceLabel, isChoice } from './plain.ts';

// How somebody wants to be told: reminders' times, and what is for the inbox alone.

const mostReminders = 5;
const week = 10_080;

const separators = /\s*(?:,|;|\by\b|\band\b)\s*/u;
const days = /^(\d|un|una|a|one) ?(?:d|days?|dias?)$/;

/** Minutes before a session, the longest first: "1 day, 1 hour, 10 min"; "off" is none. */
export const reminderTimes: Option<number[]> = {
  type: 'text',
  required: false,
  hidden: false,
  asked: { kind: 'text', multiline: false, maxLength: 60 },
  suggest: async (_typed, ctx) =>
    [[1_440, 60, 10], [60, 10], [10], []].map((times) => ({ value: typedAs(times), label: timesText(ctx, times) })),
  async read(typed, ctx) {
    if (['off', 'no'].some((value) => isChoice(ctx, value, typed))) return [];
    const parts = cleanLine(typed).slice(0, 100).split(separators).filter(Boolean);
    const times = parts.map(minutesOf).filter((time) => time !== null && time >= 5 && time <= week);
    if (times.length === 0 || times.length < parts.length || times.length > mostReminders)
      throw new OptionProblem('problems.reminders', { given: saidBack(typed) });
    return times.filter((time) => time !== null);
  },
};

const typedAs = (times: readonly number[]): string => times.map((time) => `${time} min`).join(', ') || 'off';

function minutesOf(part: string): number | null {
  const said = days.exec(fold(part))?.[1];
  if (said === undefined) return readMinutes(part);
  return (/^\d$/.test(said) ? Number(said) : 1) * 1_440;
}

/** "1 day, 1 hour and 10 minutes before", or that there are none. */
export function timesText(ctx: CommandContext, times: readonly number[]): string {
  if (times.length === 0) return ctx.say('settings.no_reminders');
  return ctx.say('settings.reminders', { times: ctx.list(times.map((minutes) => lengthOf(ctx, minutes))) });
}

function lengthOf(ctx: CommandContext, minutes: number): string {
  if (minutes % 1_440 === 0) return ctx.say('settings.days', { count: minutes / 1_440 });
  if (minutes % 60 === 0) return ctx.say('session.hours', { hours: minutes / 60 });
  return ctx.say('session.minutes', { minutes });
}

/** Groups of news for the inbox alone: "matches, rooms"; "off" sends all of them. */
export const groups: Option<NoticeGroup[]> = {
  type: 'text',
  required: false,
  hidden: false,
  asked: {
    kind: 'choice',
    multiple: true,
    choices: async (ctx) => noticeGroups.map((value) => ({ value, label: choiceLabel(ctx, value) })),
  },
  suggest: async (_typed, ctx) => [
    ...noticeGroups.map((value) => ({ value, label: choiceLabel(ctx, value) })),
    { value: 'off', label: choiceLabel(ctx, 'off') },
  ],
  async read(typed, ctx) {
    if (['off', 'no'].some((value) => isChoice(ctx, value, typed))) return [];
    const parts = cleanLine(typed).slice(0, 200).split(separators).filter(Boolean);
    const read = parts.map((part) => noticeGroups.find((group) => isChoice(ctx, group, part)));
    const known = read.filter((group) => group !== undefined);
    if (known.length === 0 || known.length < parts.length)
      throw new OptionProblem('problems.choice', {
        choices: ctx.list(noticeGroups.map((group) => choiceLabel(ctx, group))),
        given: saidBack(typed),
      });
    return [...new Set(known)];
  },
};
