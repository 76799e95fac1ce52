import { actionId, type Values } from '../cards/action-id.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';

// What somebody typed at a command, on the buttons that follow from it. Nothing of it is left out because an id is short:
// what has no room there is kept by the server, and the id holds its key.

/** One id to be written: changes of what was typed, and whether it opens the form. */
export interface Wanted {
  values?: Values;
  asks?: string;
}

/**
 * Ids that hold what was typed, each with its changes: in the ids themselves where all have room for it, else under one
 * key. Throws where it cannot be kept either.
 */
export async function typedIds(
  ctx: CommandContext,
  command: Command,
  typed: Values,
  wanted: readonly Wanted[],
): Promise<string[]> {
  const names = Object.keys(command.options);
  const write = (values: Values, { asks }: Wanted, kept?: string) =>
    actionId(command.path, names, values, {
      ...(asks === undefined ? {} : { asks }),
      ...(kept === undefined ? {} : { kept }),
    });
  const keep = async (values: Values) => (await ctx.api.forms.keepValues({ path: command.path, values })).key;

  const whole = wanted.map((one) => write({ ...typed, ...one.values }, one));
  const ids = whole.filter((id) => id !== null);
  if (ids.length === whole.length) return ids;
  const key = await keep(typed);
  return Promise.all(
    wanted.map(async (one) => {
      const id = write(one.values ?? {}, one, key);
      return id ?? write({}, one, await keep({ ...typed, ...one.values })) ?? '';
    }),
  );
}

/** One id, the same way. */
export async function typedId(
  ctx: CommandContext,
  command: Command,
  typed: Values,
  wanted: Wanted = {},
): Promise<string> {
  const [id = ''] = await typedIds(ctx, command, typed, [wanted]);
  return id;
}

/** For `catch`: what cannot be kept has no button. */
export const notKept = (): null => null;
