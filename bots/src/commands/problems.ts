import { editDistance } from '@echochat/core/platform/edit-distance.ts';
import { actionId, type Values } from '../cards/action-id.ts';
import { type Action, type Card, maxLabelLength } from '../cards/card.ts';
import { shorten } from '../cards/markdown.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';
import { trouble } from './error-card.ts';
import { describe } from './help.ts';
import { type OptionProblem, saidBack } from './option.ts';
import { commands } from './registry.ts';
import { isWordKey, type WordKey } from './words.ts';

// What a person gets when what they said was not understood: why, and what would be, with buttons for it.

/** An option that was not understood: why, and buttons with what would be. */
export function problemCard(
  ctx: CommandContext,
  command: Command,
  name: string,
  given: Values,
  problem: OptionProblem,
): Card {
  const order = Object.keys(command.options);
  // What was said beside it stays, unless it is more than an id can hold: then the form asks for it again.
  const idWith = (value: string) =>
    actionId(command.path, order, { ...given, [name]: value }) ?? actionId(command.path, order, { [name]: value });
  const alternatives = problem.alternatives.slice(0, 5).flatMap(({ value, label }, index): Action[] => {
    const id = idWith(value);
    const style = index === 0 ? 'primary' : 'secondary';
    return id === null ? [] : [{ id, label: shorten(label, maxLabelLength), style }];
  });
  const reopen = command.form.includes(name) && command.options[name]?.required ? idWith('') : null;
  const label = `fields.${name}.label`;
  const what = isWordKey(label) ? ctx.say(label) : name;
  return trouble(ctx.say('problems.option', { option: what }), ctx.tell(problem.key, problem.params), [
    ...alternatives,
    ...(reopen === null ? [] : [{ id: reopen, label: ctx.say('problems.form_again'), style: 'secondary' as const }]),
  ]);
}

/** A required option that was not given, where there is no form to ask for it. */
export const needsCard = (ctx: CommandContext, command: Command, missing: readonly string[]): Card =>
  trouble(ctx.say('problems.needs', { options: ctx.list(missing) }), describe(ctx, command));

export function unknownOptionCard(ctx: CommandContext, command: Command, name: string): Card {
  const known = Object.entries(command.options)
    .filter(([, option]) => !option.hidden)
    .map(([known]) => known);
  const text =
    known.length === 0
      ? ctx.tell('problems.no_options', { given: saidBack(name) })
      : ctx.tell('problems.unknown_option', { given: saidBack(name), options: ctx.list(known) });
  return trouble(ctx.say('problems.title'), text, [
    ctx.button('help', ctx.say('help.button'), { command: command.path }, 'primary'),
  ]);
}

/** "Did you mean /match find?" */
export function unknownCommandCard(ctx: CommandContext, typed: string): Card {
  const clean = saidBack(typed.replace(/^\//, '')).toLowerCase();
  const near = commands
    .map((command) => ({ command, distance: editDistance(clean, command.path) }))
    .filter(({ command, distance }) => distance <= 3 || command.path.startsWith(`${clean} `))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3);
  const key: WordKey = near.length > 0 ? 'problems.command_like' : 'problems.command';
  return trouble(ctx.say('problems.title'), ctx.tell(key, { given: clean }), [
    ...near.map(({ command }, index) =>
      ctx.button(command.path, `/${command.path}`, {}, index === 0 ? 'primary' : 'secondary'),
    ),
    ...(near.some(({ command }) => command.path === 'help') ? [] : [ctx.button('help', ctx.say('help.button'))]),
  ]);
}

/** A button of a card from another time, which this version no longer knows. */
export const staleCard = (ctx: CommandContext): Card =>
  trouble(ctx.say('problems.title'), ctx.tell('problems.stale'), [
    ctx.button('echo', ctx.say('echo.button'), {}, 'primary'),
  ]);
