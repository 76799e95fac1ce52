import type { Card } from '../cards/card.ts';
import type { Form } from '../cards/form.ts';
import type { CommandContext } from './context.ts';
import type { Options, ValuesOf } from './option.ts';
import type { CommandPath } from './paths.ts';

/** What a command answers with: a card, or questions. `isPublic` lets others in the channel see it; `opensActivity` beside it. */
export type Answer = { card: Card; isPublic?: boolean; opensActivity?: boolean; refused?: Refused } | { form: Form };

/** A card that says what was wrong with what was typed. A chat whose form is still open says it there. */
export interface Refused {
  /** The option that was wrong; null where it was none of them alone. */
  option: string | null;
  /** Plain text: why, and what would do. */
  message: string;
}

interface Declared<O extends Options> {
  /** "match find". A command without a sub-command has one word. */
  path: CommandPath;
  options: O;
  /** Pressed on a card, it opens beside it: something to look at before going on. Others take the card's place. */
  aside?: boolean;
  /** Its answer may be for everybody in the channel, so it is not known to be private before it is there. */
  mayBePublic?: boolean;
  /** Its answer leads into a room, which a chat that can opens at once. */
  opensRoom?: boolean;
  /**
   * The options that a form asks for, at most five. A required one that is missing opens it; without this list, a
   * missing one is said.
   */
  form?: readonly (keyof O & string)[];
  run(ctx: CommandContext, values: ValuesOf<O>): Promise<Answer>;
}

export interface Command {
  path: CommandPath;
  options: Options;
  form: readonly string[];
  aside: boolean;
  mayBePublic: boolean;
  opensRoom: boolean;
  run(ctx: CommandContext, values: Record<string, unknown>): Promise<Answer>;
}

/** Declares a command once, for every chat. Its words are at `commands.<path>` and `options.<name>`. */
export function defineCommand<const O extends Options>(declared: Declared<O>): Command {
  const { path, options, form = [], aside = false, mayBePublic = false, opensRoom = false, run } = declared;
  return {
    path,
    options,
    form,
    aside,
    mayBePublic,
    opensRoom,
    // The dispatcher has read every value by the option of its name, so they are what `run` says they are.
    run: (ctx, values) => run(ctx, values as ValuesOf<O>),
  };
}
