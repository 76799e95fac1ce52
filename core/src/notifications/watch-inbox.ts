import { setTimeout as wait } from 'node:timers/promises';
import { protectedProcedure } from '../platform/procedures.ts';
import type { Services } from '../platform/services.ts';
import type { Stream } from '../platform/streams.ts';
import { readable } from './readable.ts';

/** Notices that come together are told of together. */
const settleMs = 100;

/** How much of an inbox is unread, and its newest notice: where that is another one, there are news. */
export interface InboxHead {
  unread: number;
  newest: number | null;
}

/**
 * The head of the actor's inbox, now and whenever something reaches it, until the caller or the process ends it. Throws
 * too_many_requests where there are too many streams.
 */
export const watchInbox = protectedProcedure.subscription(async function* ({ ctx, signal }) {
  const { actor, services } = ctx;
  const stream = services.streams.open(actor.userId, actor.grant?.sessionId ?? null);
  signal?.addEventListener('abort', stream.close);
  if (signal?.aborted) stream.close();
  try {
    yield* heads(services, actor.userId, stream);
  } finally {
    stream.close();
  }
});

async function* heads(services: Services, userId: number, { signal }: Stream): AsyncGenerator<InboxHead> {
  let news = Promise.withResolvers<void>();
  const wake = () => news.resolve();
  const stop = services.realtime.subscribe((push) => {
    if (push.userId === userId) wake();
  });
  signal.addEventListener('abort', wake);
  try {
    while (!signal.aborted) {
      // Anew before it is read: what comes meanwhile is read once more.
      news = Promise.withResolvers();
      yield await headOf(services, userId);
      await news.promise;
      await wait(settleMs);
    }
  } finally {
    stop();
  }
}

async function headOf({ database: { prisma } }: Services, userId: number): Promise<InboxHead> {
  const [unread, newest] = await Promise.all([
    prisma.notification.count({ where: { userId, readAt: null, ...readable } }),
    prisma.notification.findFirst({ where: { userId, ...readable }, orderBy: { id: 'desc' }, select: { id: true } }),
  ]);
  return { unread, newest: newest?.id ?? null };
}
