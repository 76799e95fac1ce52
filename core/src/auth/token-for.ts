import type { UserActor } from '../platform/actor.ts';
import type { Services } from '../platform/services.ts';

/** What a browser shows and asks with, for 15 minutes. */
export async function tokenFor({ tokens }: Services, actor: UserActor) {
  const token = await tokens.sign({
    userId: actor.userId,
    role: actor.role,
    ...(actor.subscription ? { subscription: actor.subscription } : {}),
    permissions: [...actor.permissions],
  });
  return { token, userId: actor.userId };
}
