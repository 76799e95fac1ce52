import { asEchoError } from '@echochat/core/platform/procedures.ts';
import type { Values } from '../../cards/action-id.ts';
import type { Action } from '../../cards/card.ts';
import type { Answer } from '../command.ts';
import type { CommandContext } from '../context.ts';
import { errorCard } from '../error-card.ts';
import type { CommandPath } from '../paths.ts';

/** The same command once more, with the word that its person means it. */
interface Again {
  path: CommandPath;
  values: Values;
  /** What helps first, in place of the usual. */
  instead?: Action[];
}

/**
 * SE-4: what `act` answers; where they have something else then, or somebody they blocked sits there, what it is, and the way
 * to do it all the same.
 */
export async function orAnyway(
  ctx: CommandContext,
  { path, values, instead }: Again,
  act: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    const known = asEchoError(error);
    if (known.code !== 'session_clash' && known.code !== 'session_blocked') throw error;
    const shown = errorCard(ctx, known);
    const anyway =
      known.code === 'session_clash'
        ? ctx.button(path, ctx.say('session.anyway'), { ...values, busy: 'yes' })
        : ctx.button(path, ctx.say('session.blocked_anyway'), { ...values, blocked: 'yes' });
    return { card: { ...shown, actions: [...(instead ?? shown.actions), anyway] } };
  }
}
