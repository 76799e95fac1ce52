import type { BrowserAudience } from '@echochat/prisma/client.ts';
import { z } from 'zod';
import { protectedProcedure } from '../../platform/procedures.ts';
import { isLive } from './session-row.ts';

/** A browser that somebody is signed in with: what was opened from one link counts as one. */
export interface SignInView {
  /** Ends all of it. */
  id: number;
  device: string | null;
  audience: BrowserAudience;
  /** Null where it is for no room, or the room is gone. */
  roomTitle: string | null;
  since: Date;
  lastSeenAt: Date;
}

const input = z.object({ limit: z.number().int().min(1).max(50), offset: z.number().int().min(0).max(1_000_000) });

/** Where the actor is signed in with a browser, last seen first. There are at most some dozens. */
export const getMySignIns = protectedProcedure.input(input).query(async ({ ctx, input: { limit, offset } }) => {
  const { actor, services } = ctx;
  const rows = await services.database.prisma.browserSession.findMany({
    where: { userId: actor.userId, ...isLive(services.clock.now()) },
    orderBy: { id: 'asc' },
    include: { room: { select: { title: true } } },
  });
  const all = [...Map.groupBy(rows, ({ family }) => family).values()].flatMap((sessions): SignInView[] => {
    const [first] = sessions;
    if (!first) return [];
    const { id, device, audience, room, createdAt } = first;
    const seen = sessions.reduce((latest, { lastSeenAt }) => (lastSeenAt > latest ? lastSeenAt : latest), createdAt);
    return [{ id, device, audience, roomTitle: room?.title ?? null, since: createdAt, lastSeenAt: seen }];
  });
  const items = all.toSorted((a, b) => b.lastSeenAt.getTime() - a.lastSeenAt.getTime() || b.id - a.id);
  return { total: items.length, items: items.slice(offset, offset + limit) };
});
