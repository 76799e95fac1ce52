import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { doorMinutes, secretHash } from '../platform/door.ts';
import { protectedProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { ownPages } from './pages-entry.ts';

/**
 * The way to the actor's own pages for their own browser, once, for ten minutes. What is returned is an address of ours;
 * the secret stands behind its #, where no server and no preview sees it.
 */
export const openPages = protectedProcedure
  .input(z.object({ to: z.enum(ownPages).default('sessions') }).prefault({}))
  .mutation(async ({ ctx, input }) => {
    const { actor, services } = ctx;
    const secret = randomBytes(24).toString('base64url');
    const expiresAt = toDate(services.clock.now().add({ minutes: doorMinutes }));
    await services.database.prisma.pageDoor.create({
      data: {
        tokenHash: secretHash(secret),
        userId: actor.userId,
        page: input.to,
        browserSessionId: actor.grant?.sessionId ?? null,
        expiresAt,
      },
    });
    const path = `/enter#${secret}`;
    return { url: services.pages.url(path), path };
  });
