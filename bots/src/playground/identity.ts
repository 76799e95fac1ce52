import { createHash } from 'node:crypto';
import { handleFrom } from '@echochat/core/auth/rules/handle.ts';
import type { Core } from '@echochat/core/core.ts';
import { cleanLine, fold } from '@echochat/core/platform/text.ts';
import type { Hints } from '../commands/context.ts';

/**
 * The user behind a handle of the playground; an unknown one is created as a newcomer, called as it was typed. Nobody
 * proves who they are here, which is why the playground is never on in production.
 */
export async function playgroundUser(core: Core, as: string, hints: Hints = {}): Promise<number> {
  const name = cleanLine(as.toWellFormed()).replace(/^@/, '').slice(0, 64) || 'learner';
  const handle = ownHandle(name);
  const system = core.as({ kind: 'system', name: 'playground' });
  const displayName = /[A-Z\s]/.test(name) ? name : name.charAt(0).toUpperCase() + name.slice(1);
  const { userId } = await system.auth.identify({
    platform: 'playground',
    externalId: handle,
    handle,
    displayName,
    locale: hints.locale && cleanLine(hints.locale),
  });
  return userId;
}

/** A handle holds Latin letters alone: a name in another script gets a mark of its own, or all such names would be one. */
function ownHandle(name: string): string {
  const handle = handleFrom(name);
  if (!/[^\p{ASCII}]/u.test(fold(name))) return handle;
  const mark = createHash('sha256').update(fold(name)).digest('hex').slice(0, 6);
  return `${handle.slice(0, 20)}_${mark}`;
}
