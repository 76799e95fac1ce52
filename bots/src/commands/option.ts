import { cleanLine } from '@echochat/core/platform/text.ts';
import type { Values } from '../cards/action-id.ts';
import type { Choice } from '../cards/card.ts';
import { shorten } from '../cards/markdown.ts';
import type { CommandContext } from './context.ts';
import type { CommandPath } from './paths.ts';
import type { WordKey } from './words.ts';

/** How a form asks for an option. Discord and Slack make modals of it, the playground a dialogue. */
export type Asked =
  | { kind: 'text'; multiline: boolean; maxLength: number }
  | { kind: 'number'; min: number; max: number }
  /** Where there is nothing to choose from, the command `orShow` answers, which says how to come by something. */
  | {
      kind: 'choice';
      multiple: boolean;
      /** `given` is what is known of the command's other options. */
      choices: (ctx: CommandContext, given: Values) => Promise<Choice[]>;
      orShow?: CommandPath;
    }
  | { kind: 'search'; maxLength: number };

/** One option of a command: how it is typed, suggested, asked for and understood. */
export interface Option<T> {
  /** What a chat shows as the option's type. */
  type: 'text' | 'integer' | 'boolean' | 'person' | 'channel';
  required: boolean;
  /** Set by buttons only; chats do not offer it. */
  hidden: boolean;
  asked: Asked;
  /** Understands what was typed or chosen. Throws OptionProblem. */
  read(text: string, ctx: CommandContext, others: Readonly<Record<string, string>>): Promise<T>;
  /** Whether left empty on purpose it takes the text away; else an empty answer says nothing. */
  clears?: boolean;
  /** What may be meant by what has been typed so far; none where anything goes. */
  suggest?: (typed: string, ctx: CommandContext) => Promise<Choice[]>;
}

export type Options = Readonly<Record<string, Option<unknown>>>;

/** The values that `run` gets: what is optional may be missing. */
export type ValuesOf<O extends Options> = {
  [K in keyof O]: O[K] extends Option<infer T> & { required: true }
    ? T
    : O[K] extends Option<infer T>
      ? T | undefined
      : never;
};

export const required = <T>(option: Option<T>): Option<T> & { required: true } => ({ ...option, required: true });
export const hidden = <T>(option: Option<T>): Option<T> => ({ ...option, hidden: true });

/**
 * What was typed, as a problem says it back: one clean line, at most `max` characters of it. Of a mention by a chat the name
 * alone: `<@U1|mei>` is @mei.
 */
export const saidBack = (typed: string, max = 40): string =>
  shorten(cleanLine(typed.toWellFormed()).replace(/<@[A-Z0-9]{1,64}\|([^<>|]{1,80})>/gi, '@$1'), max);

/** What was typed cannot be understood. `alternatives` are values that would be, with their labels. */
export class OptionProblem extends Error {
  readonly key: WordKey;
  readonly params: Readonly<Record<string, string | number>>;
  readonly alternatives: readonly Choice[];
  /** Whose it is, where a command itself has found it. */
  option: string | null = null;

  constructor(
    key: WordKey,
    params: Readonly<Record<string, string | number>> = {},
    alternatives: readonly Choice[] = [],
  ) {
    super(key);
    this.key = key;
    this.params = params;
    this.alternatives = alternatives;
  }

  /** The same, of this option. */
  at(option: string): this {
    this.option = option;
    return this;
  }
}

/** For `catch`: what is wrong is wrong of this option. */
export const problemAt =
  (option: string) =>
  (error: unknown): never => {
    throw error instanceof OptionProblem ? error.at(option) : error;
  };

/** What is wrong as plain text, with the alternatives that stand on buttons elsewhere. */
export function problemWords(ctx: CommandContext, { key, params, alternatives }: OptionProblem): string {
  const plain = withoutMarks(ctx.say(key, params));
  const labels = alternatives.slice(0, mostAlternatives).map(({ label }) => label);
  return labels.length === 0 ? plain : `${plain} ${labels.join(' · ')}`;
}

export const mostAlternatives = 5;
export const withoutMarks = (text: string): string => text.replace(/[*`]/g, '');
