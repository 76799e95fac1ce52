import type { EchoError } from '@echochat/core/platform/errors.ts';
import { editDistance } from '@echochat/core/skills/rules/search.ts';
import { actionId, type Values } from '../cards/action-id.ts';
import { type Action, type Card, card, maxLabelLength } from '../cards/card.ts';
import { shorten } from '../cards/markdown.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';
import { describe } from './help.ts';
import { type OptionProblem, saidBack } from './option.ts';
import { commands } from './registry.ts';
import { isWordKey, type WordKey } from './words.ts';

// What a person gets when something did not work: what happened, and what to do, with the button for it.

const trouble = (title: string, text: Card['text'], actions: Action[] = []): Card =>
  card({ sign: '🧩', tone: 'trouble', title, text, actions });

/** An error of core: its sentence, and the step that helps. */
export function errorCard(ctx: CommandContext, error: EchoError): Card {
  const key = `errors.${error.code}`;
  const values = readable(ctx, error);
  const text = isWordKey(key) ? ctx.tell(key, values) : ctx.tell('errors.internal', { id: error.code });
  const title =
    error.code === 'internal' || error.code === 'unavailable'
      ? ctx.say('problems.our_fault')
      : ctx.say('problems.title');
  return trouble(title, text, stepsFor(ctx, error));
}

/** The error's values as people say them: a moment in their own time, a field by its label. */
function readable(ctx: CommandContext, { code, params }: EchoError): Record<string, string | number> {
  if (code === 'daily_limit') {
    const kind = `limits.${params.kind}`;
    return {
      limit: params.limit ?? 0,
      kind: isWordKey(kind) ? ctx.say(kind) : '',
      when: ctx.when(new Date(Number(params.resetsAt))),
    };
  }
  if (code === 'skill_exists')
    return { ...params, kind: ctx.say(params.kind === 'teach' ? 'choices.teach' : 'choices.learn') };
  if (code === 'invalid_input') {
    // "languages.0" is about the languages.
    const [name = ''] = String(params.field ?? '').split('.');
    const label = `fields.${name}.label`;
    const problem = `problems.fields.${params.problem}`;
    return {
      field: isWordKey(label) ? ctx.say(label) : name,
      problem: isWordKey(problem) ? ctx.say(problem) : ctx.say('problems.fields.other'),
    };
  }
  return { ...params };
}

function stepsFor(ctx: CommandContext, { code }: EchoError): Action[] {
  const find = () => ctx.button('match find', ctx.say('match.find.button'), {}, 'primary');
  switch (code) {
    case 'match_expired':
    case 'match_closed':
    case 'match_not_found':
      return [find(), ctx.button('match list', ctx.say('match.list.button'))];
    case 'matching_paused':
      return [ctx.button('settings', ctx.say('settings.turn_matching_on'), { matching: 'on' }, 'primary')];
    case 'daily_limit':
      return [ctx.button('match list', ctx.say('match.list.button'), {}, 'primary')];
    case 'partner_limit':
    case 'partnership_not_found':
      return [ctx.button('match partners', ctx.say('match.partners.button'), {}, 'primary')];
    case 'skill_exists':
    case 'skill_limit':
    case 'skill_not_found':
      return [ctx.button('skills list', ctx.say('skills.list.button'), {}, 'primary')];
    case 'skill_unknown':
      return [ctx.button('skills browse', ctx.say('skills.browse.button'), {}, 'primary')];
    case 'goal_not_found':
    case 'goal_limit':
      return [ctx.button('goals list', ctx.say('goals.list.button'), {}, 'primary')];
    case 'link_code_invalid':
    case 'link_code_own':
      return [ctx.button('link', ctx.say('link.button'), {}, 'primary')];
    case 'room_ended':
    case 'room_limit':
      return [ctx.button('room mine', ctx.say('room.mine.button'), {}, 'primary')];
    case 'room_full':
    case 'room_not_found':
    case 'door_closed':
    case 'removed_from_room':
      return [ctx.button('room list', ctx.say('room.list.button'), {}, 'primary')];
    case 'time_zone_unknown':
      return [ctx.button('profile availability', ctx.say('profile.availability.button'), {}, 'primary')];
    default:
      return [];
  }
}

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
