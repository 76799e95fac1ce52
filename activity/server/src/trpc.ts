import { appRouter } from '@echochat/core/api.ts';
import type { Core } from '@echochat/core/core.ts';
import type { Actor } from '@echochat/core/platform/actor.ts';
import { type Context, callMeter } from '@echochat/core/platform/procedures.ts';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import type { Request } from 'express';

/** The procedures over HTTP. Each of a batch counts as a call of its own. */
export function trpcRoutes(core: Core) {
  const { services } = core;
  return createExpressMiddleware({
    router: appRouter,
    maxBodySize: 200_000,
    async createContext({ req }): Promise<Context> {
      const actor = await actorOf(core, req);
      return { actor, services, meter: callMeter(actor, services) };
    },
  });
}

/** Who asks: the person of a valid token, else a guest. A token that is wrong is said to be, not ignored. */
async function actorOf(core: Core, request: Request): Promise<Actor> {
  const header = request.headers.authorization;
  if (header === undefined) {
    return { kind: 'guest', locale: request.headers['accept-language'] ?? 'en', origin: request.ip ?? 'unknown' };
  }
  const { userId } = await core.services.tokens.verify(header.replace(/^Bearer\s+/i, ''));
  return core.actor(userId, 'browser');
}
