import type { Core } from '@echochat/core/core.ts';
import type { UserActor } from '@echochat/core/platform/actor.ts';
import { asEchoError } from '@echochat/core/platform/procedures.ts';
import { cleanLine } from '@echochat/core/platform/text.ts';
import { actionId, readActionId, type Values, valuesOfId } from '../cards/action-id.ts';
import { maxLabelLength } from '../cards/card.ts';
import { shorten } from '../cards/markdown.ts';
import type { Answer, Command } from './command.ts';
import { type CommandContext, commandContext, type MakeButton, type Whereabouts } from './context.ts';
import { askFor } from './form-of.ts';
import { OptionProblem } from './option.ts';
import { parseLine } from './parse-line.ts';
import {
  needsCard,
  problemAnswer,
  refusalAnswer,
  staleCard,
  typedGoneCard,
  unknownCommandCard,
  unknownOptionCard,
} from './problems.ts';
import { commandAt, commands } from './registry.ts';
import { notKept, typedId } from './typed.ts';

/** A person's word, from whichever chat. Every call ends in exactly one answer; it never throws. */
export interface Dispatcher {
  /** A typed line: `/skills add skill:"Music Theory" kind:teach`. */
  line(ctx: CommandContext, line: string): Promise<Answer>;
  /** A command with its options as texts. */
  command(ctx: CommandContext, path: string, given: Values): Promise<Answer>;
  /** A pressed button, a chosen entry or a submitted form. */
  press(ctx: CommandContext, id: string, values?: Values): Promise<Answer>;
  /** What commands run with, for somebody who was just identified. */
  contextOf(actor: UserActor, whereabouts?: Whereabouts): CommandContext;
  /** The same for a proven user id. */
  context(userId: number, via: 'discord' | 'slack' | 'playground', whereabouts?: Whereabouts): Promise<CommandContext>;
  /** The same for many people at once, by user id; whose account is gone is left out. One statement. */
  contexts(userIds: readonly number[], via: 'discord' | 'slack'): Promise<ReadonlyMap<number, CommandContext>>;
}

const button: MakeButton = (path, label, values, style = 'secondary') => {
  const command = commandAt(path);
  const id = command ? actionId(path, Object.keys(command.options), values) : null;
  if (id === null) throw new Error(`a button for "${path}" cannot be made of these values`);
  return { id, label: shorten(label, maxLabelLength), style };
};

export function openDispatcher(core: Core): Dispatcher {
  const { log, clock } = core.services;

  const contextOf = (actor: UserActor, whereabouts?: Whereabouts): CommandContext =>
    commandContext(core.as(actor), actor, button, clock.now(), whereabouts);

  /** The one answer to whatever went wrong, in words that say what to do. */
  function failed(ctx: CommandContext, error: unknown, command: Command, given: Values): Promise<Answer> {
    const known = asEchoError(error);
    // Procedures have logged their own; this is for what broke in a command.
    if (known.code === 'internal' && known !== error)
      log.error({ err: error, path: command.path, errorId: known.params.id }, 'a command failed');
    return refusalAnswer(ctx, command, given, known);
  }

  /** Asks for what is missing. A question with nothing to choose from leads nowhere: there, what is missing is shown. */
  async function ask(ctx: CommandContext, command: Command, given: Values, known?: string): Promise<Answer> {
    const answer = await askFor(ctx, command, given, [], known);
    const fields = 'form' in answer ? answer.form.fields : [];
    const empty = fields.find((field) => field.kind === 'choice' && field.required && field.choices.length === 0);
    const asked = empty && command.options[empty.name]?.asked;
    const instead = asked?.kind === 'choice' && asked.orShow ? commandAt(asked.orShow) : undefined;
    return instead ? instead.run(ctx, {}) : answer;
  }

  async function run(ctx: CommandContext, command: Command, given: Values): Promise<Answer> {
    try {
      const missing = Object.entries(command.options).filter(
        ([name, option]) => option.required && cleanLine(given[name] ?? '') === '',
      );
      if (missing.length > 0) {
        return command.form.length > 0
          ? await ask(ctx, command, given)
          : {
              card: needsCard(
                ctx,
                command,
                missing.map(([name]) => name),
              ),
            };
      }
      const values: Record<string, unknown> = {};
      for (const [name, option] of Object.entries(command.options)) {
        const text = given[name];
        if (text === undefined) continue;
        if (cleanLine(text) === '') {
          if (option.clears) values[name] = '';
          continue;
        }
        try {
          values[name] = await option.read(text, ctx, given);
        } catch (problem) {
          if (problem instanceof OptionProblem) return await problemAnswer(ctx, command, name, given, problem);
          throw problem;
        }
      }
      return await command.run(ctx, values);
    } catch (error) {
      if (error instanceof OptionProblem) return problemAnswer(ctx, command, optionOf(command, error), given, error);
      return failed(ctx, error, command, given);
    }
  }

  /** Runs it, and lets a form that it answers with be opened later by a button that holds what was typed. */
  async function runKeeping(ctx: CommandContext, command: Command, given: Values): Promise<Answer> {
    const answer = await run(ctx, command, given);
    const isTyped = command.form.some((name) => given[name]);
    if ('card' in answer || !isTyped) return answer;
    const again = await typedId(ctx, command, given).catch(notKept);
    return again === null ? answer : { form: { ...answer.form, again } };
  }

  /** Opens a command's form with what was typed, as `again` asks; an option that is no question of it is asked about first. */
  async function open(ctx: CommandContext, command: Command, given: Values, again: string): Promise<Answer> {
    const { asks = '', kept } = readActionId(again) ?? {};
    const isExtra = asks !== '' && !command.form.includes(asks);
    const form = isExtra ? [asks, ...command.form].slice(0, mostQuestions) : command.form;
    // What is kept already need not be kept once more.
    const known = kept === undefined ? undefined : again.replace(/\?[a-z]*/, '');
    const answer = await ask(ctx, { ...command, form }, given, known);
    if ('card' in answer) return answer;
    // Where there is nothing to choose from, the command itself says what to do.
    return answer.form.fields.length === 0 ? run(ctx, command, given) : { form: { ...answer.form, again } };
  }

  async function byPath(ctx: CommandContext, path: string, raw: Values): Promise<Answer> {
    const command = commandAt(path);
    // Half a character, as a chat may cut one, is something that the database refuses.
    const given = Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, value.toWellFormed()]));
    if (!command) return { card: unknownCommandCard(ctx, path) };
    const unknown = Object.keys(given).find((name) => !Object.hasOwn(command.options, name));
    if (unknown !== undefined) return { card: await unknownOptionCard(ctx, command, unknown, given) };
    return runKeeping(ctx, command, given);
  }

  return {
    async line(ctx, line) {
      const parsed = parseLine(line, commands);
      if ('problem' in parsed) return { card: unknownCommandCard(ctx, parsed.problem) };
      return byPath(ctx, parsed.path, parsed.values);
    },
    command: byPath,
    async press(ctx, id, values = {}) {
      const read = readActionId(id);
      const command = read ? commandAt(read.path) : undefined;
      if (!read || !command) return { card: staleCard(ctx) };
      const fromId = valuesOfId(read, Object.keys(command.options));
      if (!fromId || (read.asks && !Object.hasOwn(command.options, read.asks))) return { card: staleCard(ctx) };
      try {
        const { path, kept: key, asks } = read;
        const kept = key === undefined ? {} : await ctx.api.forms.getValues({ path, key });
        if (kept === null) return { card: typedGoneCard(ctx, command) };
        const given = { ...kept, ...fromId, ...values };
        return asks === undefined ? await byPath(ctx, path, given) : await open(ctx, command, given, id);
      } catch (error) {
        return failed(ctx, error, command, {});
      }
    },
    contextOf,
    context: async (userId, via, whereabouts) => contextOf(await core.actor(userId, via), whereabouts),
    async contexts(userIds, via) {
      const actors = await core.actors(userIds, via);
      return new Map([...actors].map(([userId, actor]) => [userId, contextOf(actor)]));
    },
  };
}

const mostQuestions = 5;

/** The option that a command itself found wanting: its skill, people or person, whichever it has. */
function optionOf(command: Command, { key, option }: OptionProblem): string {
  if (option !== null) return option;
  if (key === 'problems.people_many') return 'people';
  return key === 'problems.not_taught' ? 'skill' : (Object.keys(command.options)[0] ?? '');
}
