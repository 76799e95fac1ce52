import { cleanLine, cleanText, fold } from '@echochat/core/platform/text.ts';
import type { CommandContext } from '../context.ts';
import { type Option, OptionProblem, saidBack } from '../option.ts';
import { isWordKey } from '../words.ts';

// Options whose value is what was typed. Lengths and ranges are said to the person here and kept in core.

export const text = (maxLength: number, multiline = false): Option<string> => ({
  type: 'text',
  required: false,
  hidden: false,
  asked: { kind: 'text', multiline, maxLength },
  clears: true,
  async read(typed) {
    const clean = multiline ? cleanText(typed) : cleanLine(typed);
    // As core counts them and as chats do: an emoji is two.
    const { length } = clean;
    if (length > maxLength) throw new OptionProblem('problems.too_long', { max: maxLength, length });
    return clean;
  },
});

export const integer = (min: number, max: number): Option<number> => ({
  type: 'integer',
  required: false,
  hidden: false,
  asked: { kind: 'number', min, max },
  async read(typed) {
    const clean = cleanLine(typed).slice(0, 20);
    const value = /^[+-]?\d{1,9}$/.test(clean) ? Number(clean) : Number.NaN;
    if (!(value >= min && value <= max))
      throw new OptionProblem('problems.number', { min, max, given: saidBack(typed, 20) });
    return value;
  },
});

/** The page of a list, from 1; buttons turn it. */
export const page: Option<number> = { ...integer(1, 1_000_000), hidden: true };

/** One of a few words, shown in the person's language by the words `choices.<value>`. */
export const choice = <const V extends string>(...values: V[]): Option<V> => {
  const choices = async (ctx: CommandContext) => values.map((value) => ({ value, label: choiceLabel(ctx, value) }));
  return {
    type: 'text',
    required: false,
    hidden: false,
    asked: { kind: 'choice', multiple: false, choices },
    suggest: async (typed, ctx) =>
      (await choices(ctx)).filter(({ value, label }) =>
        [value, fold(label)].some((known) => known.startsWith(fold(typed))),
      ),
    async read(typed, ctx) {
      const value = values.find((known) => isChoice(ctx, known, typed));
      if (value === undefined)
        throw new OptionProblem(
          'problems.choice',
          { choices: ctx.list(values), given: saidBack(typed) },
          await choices(ctx),
        );
      return value;
    },
  };
};

/** Whether a choice is what was typed, as it is or by its word in the person's language. */
export const isChoice = (ctx: CommandContext, value: string, typed: string): boolean =>
  fold(typed) === value || fold(typed) === fold(choiceLabel(ctx, value));

export function choiceLabel(ctx: CommandContext, value: string): string {
  const key = `choices.${value}`;
  return isWordKey(key) ? ctx.say(key) : value;
}

/** Yes or no, in the person's words. */
export const yesNo: Option<boolean> = (() => {
  const words = choice('yes', 'no');
  const heard = new Map([
    ['true', true],
    ['false', false],
    ['on', true],
    ['off', false],
    ['1', true],
    ['0', false],
    ['si', true],
  ]);
  return {
    ...words,
    type: 'boolean',
    read: async (typed, ctx, others) => heard.get(fold(typed)) ?? (await words.read(typed, ctx, others)) === 'yes',
  };
})();
