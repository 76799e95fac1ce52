import type { UserActor } from '../../platform/actor.ts';
import { EchoError } from '../../platform/errors.ts';

/** Accounts are joined from chats alone: a browser's token, however it was come by, does not make one account of two. */
export function requireChat(
  actor: UserActor,
): asserts actor is UserActor & { via: 'discord' | 'slack' | 'playground' } {
  if (actor.via === 'browser') throw new EchoError('not_allowed');
}
