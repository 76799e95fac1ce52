import { tokenFor } from '../auth/token-for.ts';
import type { UserActor } from '../platform/actor.ts';
import type { Services } from '../platform/services.ts';

/** What a browser in a room holds: such a token, and the pass that gets the next one. */
export async function passFor(services: Services, actor: UserActor, roomId: number) {
  const [token, pass] = await Promise.all([
    tokenFor(services, actor),
    services.tokens.signPass({ userId: actor.userId, roomId }),
  ]);
  return { ...token, pass };
}
