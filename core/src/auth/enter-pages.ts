import { z } from 'zod';
import { secretHash } from '../platform/door.ts';
import { EchoError } from '../platform/errors.ts';
import { secretProcedure } from '../platform/procedures.ts';
import { toDate } from '../platform/time.ts';
import { loadActor } from './load-actor.ts';
import { type OwnPage, ownPages, youOf } from './pages-entry.ts';
import { openSession } from './sessions/open-session.ts';

/**
 * Goes through the door of a link to one's own pages: a token for the procedures, a refresh token, and the page that the
 * link was for. Throws door_expired for one that is used, too old or none of ours, not_signed_in where the account is
 * gone.
 */
export const enterPages = secretProcedure
  .input(z.object({ secret: z.string().min(16).max(100) }))
  .mutation(async ({ ctx, input }) => {
    const { services } = ctx;
    const now = toDate(services.clock.now());
    const [door] = await services.database.prisma.pageDoor.updateManyAndReturn({
      where: { tokenHash: secretHash(input.secret), usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    });
    if (!door) throw new EchoError('door_expired');
    const to: OwnPage = ownPages.find((page) => page === door.page) ?? 'sessions';
    const actor = await loadActor(services, door.userId, 'browser');
    const { token, pass } = await openSession(services, actor, {
      audience: 'pages',
      roomId: null,
      userAgent: ctx.actor.kind === 'guest' ? ctx.actor.userAgent : undefined,
      parentId: door.browserSessionId,
    });
    return { to, token, pass, you: youOf(actor) };
  });
