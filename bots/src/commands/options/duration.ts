import { cleanLine } from '@echochat/core/platform/text.ts';
import type { Choice } from '../../cards/card.ts';
import type { CommandContext } from '../context.ts';
import { type Option, OptionProblem, saidBack } from '../option.ts';
import { readMinutes } from './duration-rules.ts';

const [min, max] = [15, 240];
const usual = [30, 45, 60, 90];

/** How long, in minutes from 15 to 240: "45", "45 min", "1h30", "1.5 h", "half an hour", "media hora". */
export const duration: Option<number> = {
  type: 'text',
  required: false,
  hidden: false,
  asked: { kind: 'text', multiline: false, maxLength: 40 },
  suggest: async (typed, ctx) => {
    const read = within(typed);
    if (read !== null) return [asChoice(read, ctx)];
    const begun = usual.filter((minutes) => String(minutes).startsWith(cleanLine(typed)));
    return (begun.length > 0 ? begun : usual).map((minutes) => asChoice(minutes, ctx));
  },
  async read(typed, ctx) {
    const minutes = within(typed);
    if (minutes === null)
      throw new OptionProblem(
        'problems.duration',
        { given: saidBack(typed), min, max },
        usual.map((known) => asChoice(known, ctx)),
      );
    return minutes;
  },
};

function within(typed: string): number | null {
  const clean = cleanLine(typed);
  const minutes = /^\d{1,4}$/.test(clean) ? Number(clean) : (colons(clean) ?? readMinutes(clean));
  return minutes !== null && minutes >= min && minutes <= max ? minutes : null;
}

/** "1:30" is an hour and a half. */
function colons(clean: string): number | null {
  const match = /^(\d):([0-5]\d)$/.exec(clean);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

/** "45 minutes" in the person's language; what it is typed as is the number. */
function asChoice(minutes: number, { language }: CommandContext): Choice {
  const long = new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'long' });
  return { value: String(minutes), label: long.format(minutes) };
}
