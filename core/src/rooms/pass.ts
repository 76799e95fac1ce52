import type { UserActor } from '../platform/actor.ts';
import type { Services } from '../platform/services.ts';

/** What a browser in a room holds: a token of 15 minutes, and the pass that gets the next one. */
export async function passFor({ tokens }: Services, actor: UserActor, roomId: number) {
  const [token, pass] = await Promise.all([
    tokens.sign({
      userId: actor.userId,
      role: actor.role,
      ...(actor.subscription ? { subscription: actor.subscription } : {}),
      permissions: [...actor.permissions],
    }),
    tokens.signPass({ userId: actor.userId, roomId }),
  ]);
  return { token, pass, userId: actor.userId };
}
