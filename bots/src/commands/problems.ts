import { editDistance } from '@echochat/core/platform/edit-distance.ts';
import type { EchoError } from '@echochat/core/platform/errors.ts';
import { actionId, type Values } from '../cards/action-id.ts';
import { type Action, type Card, maxLabelLength } from '../cards/card.ts';
import { shorten } from '../cards/markdown.ts';
import type { Answer, Command } from './command.ts';
import type { CommandContext } from './context.ts';
import { errorCard, errorText, trouble } from './error-card.ts';
import { describe } from './help.ts';
import { mostAlternatives, type OptionProblem, problemWords, saidBack, withoutMarks } from './option.ts';
import { commands } from './registry.ts';
import { notKept, typedId, typedIds } from './typed.ts';
import { isWordKey, type WordKey } from './words.ts';

// What a person gets when what they said was not understood: why, and what would be, with buttons for it.

/** An option that was not understood: why, buttons with what would be, and one that opens the form with everything typed. */
export async function problemAnswer(
  ctx: CommandContext,
  command: Command,
  name: string,
  typed: Values,
  problem: OptionProblem,
): Promise<Answer> {
  const alternatives = problem.alternatives.slice(0, mostAlternatives);
  const asks = asksFor(command, name);
  const ids = await typedIds(ctx, command, typed, [
    ...alternatives.map(({ value }) => ({ values: { [name]: value } })),
    ...(asks === null ? [] : [{ asks }]),
  ]).catch(notKept);
  const buttons = alternatives.map(({ label }) => label);
  if (asks !== null) buttons.push(ctx.say('problems.form_again'));
  const actions = ids?.map((id, index): Action => {
    const style = index === 0 ? 'primary' : 'secondary';
    return { id, label: shorten(buttons[index] ?? '', maxLabelLength), style };
  });
  const label = `fields.${name}.label`;
  const title = ctx.say('problems.option', { option: isWordKey(label) ? ctx.say(label) : name });
  return {
    card: trouble(title, ctx.tell(problem.key, problem.params), actions ?? []),
    refused: { option: name, message: problemWords(ctx, problem) },
  };
}

/** A refusal of core, with the way back to the form where somebody typed something into it. */
export async function refusalAnswer(
  ctx: CommandContext,
  command: Command,
  typed: Values,
  error: EchoError,
): Promise<Answer> {
  const shown = errorCard(ctx, error);
  const option = error.code === 'invalid_input' ? optionOfField(command, String(error.params.field ?? '')) : null;
  const isTyped = command.form.some((name) => typed[name] && command.options[name]?.asked.kind !== 'choice');
  const asks = option === null ? '' : asksFor(command, option);
  const id = isTyped && asks !== null ? await typedId(ctx, command, typed, { asks }).catch(notKept) : null;
  if (id === null || shown.actions.some((action) => action.id === id)) return { card: shown };
  const style = shown.actions.length === 0 ? 'primary' : 'secondary';
  const again: Action = { id, label: ctx.say('problems.form_again'), style };
  return {
    card: { ...shown, actions: [...shown.actions, again] },
    refused: { option, message: withoutMarks(errorText(ctx, error)) },
  };
}

/** What the form asks when it opens again because of an option: itself where it is no question of the form; null for none. */
function asksFor(command: Command, name: string): string | null {
  if (command.form.includes(name)) return '';
  if (command.options[name] && !command.options[name].hidden) return name;
  return command.form.length > 0 ? '' : null;
}

/** Names of core's fields that are called otherwise where they are typed. */
const typedAs: Readonly<Record<string, string>> = {
  avatarUrl: 'url',
  description: 'about',
  daysAvailable: 'days',
  duration: 'minutes',
  linkedIn: 'linkedin',
  preferredTimeEnd: 'to',
  preferredTimeStart: 'from',
  proficiencyLevel: 'level',
  scheduledAt: 'when',
  targetDate: 'by',
  yearsExperience: 'years',
};

/** "languages.0" is about the languages. Of a form with one question it is that one. */
function optionOfField(command: Command, field: string): string | null {
  const [name = ''] = field.split('.');
  const option = typedAs[name] ?? name;
  if (Object.hasOwn(command.options, option)) return option;
  const [only, ...more] = command.form;
  return only !== undefined && more.length === 0 ? only : null;
}

/** A required option that was not given, where there is no form to ask for it. */
export const needsCard = (ctx: CommandContext, command: Command, missing: readonly string[]): Card =>
  trouble(ctx.say('problems.needs', { options: ctx.list(missing) }), describe(ctx, command));

/** An option that there is not. The form, where there is one, opens with the others in it. */
export async function unknownOptionCard(
  ctx: CommandContext,
  command: Command,
  name: string,
  typed: Values,
): Promise<Card> {
  const known = Object.entries(command.options)
    .filter(([, option]) => !option.hidden)
    .map(([known]) => known);
  const text =
    known.length === 0
      ? ctx.tell('problems.no_options', { given: saidBack(name) })
      : ctx.tell('problems.unknown_option', { given: saidBack(name), options: ctx.list(known) });
  const { [name]: _unknown, ...others } = typed;
  const isTyped = command.form.length > 0 && Object.keys(others).length > 0;
  const id = isTyped ? await typedId(ctx, command, others, { asks: '' }).catch(notKept) : null;
  return trouble(ctx.say('problems.title'), text, [
    ctx.button('help', ctx.say('help.button'), { command: command.path }, 'primary'),
    ...(id === null ? [] : [{ id, label: ctx.say('problems.form_again'), style: 'secondary' as const }]),
  ]);
}

/** What was typed is kept for a day, and this is from before. */
export function typedGoneCard(ctx: CommandContext, command: Command): Card {
  const id = command.form.length > 0 ? actionId(command.path, [], {}, { asks: '' }) : null;
  return trouble(ctx.say('problems.title'), ctx.tell('problems.typed_gone'), [
    ...(id === null ? [] : [{ id, label: ctx.say('forms.open'), style: 'primary' as const }]),
    ctx.button('echo', ctx.say('echo.button')),
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
