import { readActionId } from '../cards/action-id.ts';
import type { Choice } from '../cards/card.ts';
import type { CommandContext } from './context.ts';
import { summary } from './help.ts';
import { lineWords } from './parse-line.ts';
import { commandAt, commands } from './registry.ts';

export interface Suggestion {
  label: string;
  detail?: string;
  /** The whole line if this one is taken. */
  insert: string;
}

const maxSuggestions = 25;

/** The ways a half-typed line may go on: commands, then options, then values. */
export async function suggestLine(ctx: CommandContext, line: string): Promise<Suggestion[]> {
  const text = line.trimStart().replace(/^\//, '');
  const command = commands.find(({ path }) => text.toLowerCase().startsWith(`${path} `));
  if (!command) {
    const typed = text.toLowerCase();
    return commands
      .filter(({ path }) => path.startsWith(typed))
      .slice(0, maxSuggestions)
      .map(({ path }) => ({ label: `/${path}`, detail: summary(ctx, path), insert: `/${path} ` }));
  }

  const rest = text.slice(command.path.length + 1);
  // The value that is being typed: in an open quote, or without a space.
  const open = /(?:^|\s)([a-z]{1,32}):(?:"((?:[^"\\]|\\.)*)|([^\s"]*))$/isu.exec(rest);
  if (open) {
    const name = open[1]?.toLowerCase() ?? '';
    const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined;
    if (!option || option.hidden) return [];
    const choices = (await option.suggest?.(open[2] ?? open[3] ?? '', ctx)) ?? [];
    const before = `/${command.path} ${rest.slice(0, open.index)}`.trimEnd();
    return choices
      .slice(0, maxSuggestions)
      .map((choice) => toSuggestion(choice, `${before} ${name}:${quoted(choice.value)} `));
  }

  const begun = /(?:^|\s)([a-z]*)$/i.exec(rest)?.[1]?.toLowerCase() ?? '';
  const before = `/${command.path} ${rest.slice(0, rest.length - begun.length)}`.trimEnd();
  const given = new Set(lineWords(rest).map(({ name }) => name));
  return Object.entries(command.options)
    .filter(([known, option]) => !option.hidden && known.startsWith(begun) && !given.has(known))
    .map(([known, option]) => ({
      label: `${known}:`,
      detail: ctx.say(option.required ? 'suggest.required' : 'suggest.optional'),
      insert: `${before} ${known}:`,
    }));
}

/** The values that a form's field may take, for what has been typed. */
export async function suggestField(
  ctx: CommandContext,
  formId: string,
  field: string,
  typed: string,
): Promise<Suggestion[]> {
  const path = readActionId(formId)?.path ?? '';
  const options = commandAt(path)?.options ?? {};
  const option = Object.hasOwn(options, field) ? options[field] : undefined;
  const choices = (await option?.suggest?.(typed, ctx)) ?? [];
  return choices.slice(0, maxSuggestions).map((choice) => toSuggestion(choice, choice.value));
}

const toSuggestion = ({ label, description }: Choice, insert: string): Suggestion => ({
  label,
  ...(description === undefined ? {} : { detail: description }),
  insert,
});

const quoted = (value: string) => (/[\s"]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value);
