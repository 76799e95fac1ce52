import { cleanLine } from '@echochat/core/platform/text.ts';
import type { Choice } from '../../cards/card.ts';
import type { CommandContext } from '../context.ts';
import { type Option, OptionProblem, saidBack } from '../option.ts';
import { type ReadMoment, readMoment, type Where } from './moment-rules.ts';

export interface Moment {
  at: Temporal.Instant;
  /** Skipped: the clocks skip the time that was typed; `at` is as much later. */
  clocks: 'plain' | 'skipped';
}

/** A moment to come, as people say it in their own time zone: "tomorrow 7pm", "el viernes a las 18:30". */
export const moment: Option<Moment> = {
  type: 'text',
  required: false,
  hidden: false,
  asked: { kind: 'text', multiline: false, maxLength: 60 },
  suggest: async (typed, ctx) => {
    const where = whereOf(ctx);
    if (!where) return [];
    const line = cleanLine(typed);
    if (line === '') return usual(where).map((at) => asChoice(at, where, ctx));
    const read = readMoment(line, where);
    switch (read.kind) {
      case 'moment':
        return [asChoice(read.at, where, ctx)];
      case 'ambiguous':
        return bothOf(read, where, ctx);
      case 'no_time':
        return onThatDay(line, where, ctx);
      case 'past':
      case 'not_understood':
        return [];
    }
  },
  async read(typed, ctx) {
    const where = whereOf(ctx);
    if (!where) throw new OptionProblem('problems.zone_first');
    const given = saidBack(typed);
    const read = readMoment(typed, where);
    switch (read.kind) {
      case 'moment':
        return { at: read.at, clocks: read.clocks === 'skipped' ? 'skipped' : 'plain' };
      case 'ambiguous':
        throw new OptionProblem('problems.moment_twice', { given }, bothOf(read, where, ctx));
      case 'no_time':
        throw new OptionProblem(
          'problems.moment_hour',
          { given, example: withHour(given, where) },
          onThatDay(typed, where, ctx),
        );
      case 'past':
        throw new OptionProblem('problems.moment_past', { when: labelOf(read.at, where, ctx) });
      case 'not_understood':
        throw new OptionProblem('problems.moment', { given });
    }
  },
};

function whereOf({ actor, now, language }: CommandContext): Where | null {
  return actor.timezone === null ? null : { now, timeZone: actor.timezone, language };
}

/** This evening, tomorrow evening and Saturday morning, those of them that are to come. */
function usual(where: Where): Temporal.Instant[] {
  return dedupe(
    ['today 19:00', 'tomorrow 19:00', 'Saturday 10:00'].map((said) => readMoment(said, { ...where, language: 'en' })),
  );
}

/** A day that was typed without its hour, at hours that people meet at. */
function onThatDay(typed: string, where: Where, ctx: CommandContext): Choice[] {
  const hours = ['10:00', '18:00', '19:00', '20:00'];
  return dedupe(hours.map((hour) => readMoment(`${typed} ${hour}`, where))).map((at) => asChoice(at, where, ctx));
}

/** What was typed as it would be understood; where no hour fits it, an hour alone. */
function withHour(given: string, where: Where): string {
  const { kind } = readMoment(`${given} 18:00`, where);
  return kind === 'not_understood' || kind === 'no_time' ? '18:00' : `${given} 18:00`;
}

function dedupe(reads: readonly ReadMoment[]): Temporal.Instant[] {
  const moments = reads.flatMap((read) => (read.kind === 'moment' ? [read.at] : []));
  return [...new Map(moments.map((at) => [at.epochMilliseconds, at])).values()];
}

const bothOf = (
  { earlier, later }: { earlier: Temporal.Instant; later: Temporal.Instant },
  where: Where,
  ctx: CommandContext,
): Choice[] => [asChoice(earlier, where, ctx, true), asChoice(later, where, ctx, true)];

/** A moment as a choice: its value is read back as the same moment in any zone and language. */
const asChoice = (at: Temporal.Instant, where: Where, ctx: CommandContext, offset = false): Choice => ({
  value: isoOf(at),
  label: labelOf(at, where, ctx, offset),
});

const isoOf = (at: Temporal.Instant): string =>
  at.epochMilliseconds % 60_000 === 0 ? at.toString({ smallestUnit: 'minute' }) : at.toString();

/** "Tue 1 Dec, 18:00" in the person's zone; with the year where it is another one, with the offset where it decides. */
function labelOf(at: Temporal.Instant, { now, timeZone }: Where, { region }: CommandContext, offset = false): string {
  const otherYear = at.toZonedDateTimeISO(timeZone).year !== now.toZonedDateTimeISO(timeZone).year;
  return new Intl.DateTimeFormat(region, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(otherYear ? { year: 'numeric' } : {}),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
    ...(offset ? { timeZoneName: 'shortOffset' } : {}),
  }).format(at.epochMilliseconds);
}
