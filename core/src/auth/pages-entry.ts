import type { UserActor } from '../platform/actor.ts';
import type { Services } from '../platform/services.ts';
import { tokenFor } from './token-for.ts';

/** The pages that are a person's own. */
export const ownPages = ['sessions', 'inbox'] as const;
export type OwnPage = (typeof ownPages)[number];

/** What a browser on a person's own pages holds: who it is, a token, and the pass that gets the next one. */
export async function pagesEntry(services: Services, actor: UserActor) {
  const [{ token, userId }, pass] = await Promise.all([
    tokenFor(services, actor),
    services.tokens.signPagesPass({ userId: actor.userId }),
  ]);
  const { displayName, timezone, plan } = actor;
  return { token, pass, you: { userId, displayName, timezone, mostSeats: plan.maxParticipantsPerRoom } };
}
