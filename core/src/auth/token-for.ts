import type { BrowserGrant, UserActor } from '../platform/actor.ts';
import type { Services } from '../platform/services.ts';

/** What a browser shows and asks with, for 15 minutes, and never longer than the session that it is of. */
export const tokenFor = ({ tokens }: Services, actor: UserActor, grant: BrowserGrant): Promise<string> =>
  tokens.sign(
    {
      userId: actor.userId,
      role: actor.role,
      ...(actor.subscription ? { subscription: actor.subscription } : {}),
      permissions: [...actor.permissions],
      audience: grant.audience,
      sessionId: grant.sessionId,
    },
    grant.endsAt,
  );
