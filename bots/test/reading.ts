import { type CommandContext, commandContext } from '@echochat/bots/commands/context.ts';
import { openDispatcher } from '@echochat/bots/commands/dispatch.ts';
import { type Option, OptionProblem } from '@echochat/bots/commands/option.ts';
import type { Person, TestCore } from '../../test/core.ts';

/** What a person's commands run with, in one of the languages. */
export async function contextOf(core: TestCore, person: Person, language: 'en' | 'es' = 'en'): Promise<CommandContext> {
  const ctx = await openDispatcher(core).context(person.userId, 'playground');
  const actor = { ...ctx.actor, locale: language };
  return commandContext(core.as(actor), actor, ctx.button, ctx.now, ctx.hints);
}

/** The same at another time of day or in another zone. */
export const contextAt = (ctx: CommandContext, now: string, timezone: string): CommandContext =>
  commandContext(ctx.api, { ...ctx.actor, timezone }, ctx.button, Temporal.Instant.from(now), ctx.hints);

/** What an option makes of a text: its value, or the key of the problem that it has with it. */
export async function readBy<T>(
  option: Option<T>,
  typed: string,
  ctx: CommandContext,
  others: Readonly<Record<string, string>> = {},
): Promise<T | string> {
  try {
    return await option.read(typed, ctx, others);
  } catch (error) {
    if (error instanceof OptionProblem) return error.key;
    throw error;
  }
}

/** The problem that an option has with a text. */
export async function problemOf(
  option: Option<unknown>,
  typed: string,
  ctx: CommandContext,
  others: Readonly<Record<string, string>> = {},
): Promise<OptionProblem> {
  try {
    await option.read(typed, ctx, others);
  } catch (error) {
    if (error instanceof OptionProblem) return error;
    throw error;
  }
  throw new Error(`"${typed}" was understood`);
}
