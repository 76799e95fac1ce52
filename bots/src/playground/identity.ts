import { createHash } from 'node:crypto';
import { handleFrom, longestHandle } from '@echochat/core/auth/rules/handle.ts';
import type { Core } from '@echochat/core/core.ts';
import type { UserActor } from '@echochat/core/platform/actor.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';
import { cleanLine, fold } from '@echochat/core/platform/text.ts';
import type { Hints } from '../commands/context.ts';

/** How many of one name are told apart by a number. */
const maxNamesakes = 50;

/**
 * The user behind a handle of the playground; an unknown one is created as a newcomer, called as it was typed. Nobody
 * proves who they are here, which is why the playground is never on in production.
 */
export async function playgroundUser(core: Core, as: string, hints: Hints = {}): Promise<UserActor> {
  return (await identified(core, nameOf(as), hints)).actor;
}

/** A newcomer who is nobody yet: where the name is somebody's, the next free of “Mei 2”, “Mei 3” … */
export async function comeAsNewcomer(core: Core, as: string, hints: Hints = {}): Promise<UserActor> {
  const name = nameOf(as).slice(0, 60);
  for (let nth = 1; nth <= maxNamesakes; nth += 1) {
    const { actor, isNew } = await identified(core, nth === 1 ? name : `${name} ${nth}`, hints);
    if (isNew) return actor;
  }
  throw new EchoError('invalid_input', { field: 'as', problem: 'a name that too many have' });
}

const nameOf = (as: string): string => cleanLine(as.toWellFormed()).replace(/^@/, '').slice(0, 64) || 'learner';

function identified(core: Core, name: string, hints: Hints) {
  return core.as({ kind: 'system', name: 'playground' }).auth.identify({
    platform: 'playground',
    externalId: ownHandle(name),
    handle: ownHandle(name),
    displayName: /\p{Lu}/u.test(name) ? name : name.charAt(0).toUpperCase() + name.slice(1),
    locale: hints.locale && cleanLine(hints.locale),
  });
}

/**
 * A handle holds Latin letters alone, and not many: a name in another script, or a long one, gets a mark of its own, or all
 * such names would be one.
 */
function ownHandle(name: string): string {
  const handle = handleFrom(name);
  if (!/[^\p{ASCII}]/u.test(fold(name)) && name.length <= longestHandle) return handle;
  const mark = createHash('sha256').update(fold(name)).digest('hex').slice(0, 6);
  return `${handle.slice(0, 20)}_${mark}`;
}
