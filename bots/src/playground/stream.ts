import type { StreamEvent } from '@echochat/activity-protocol/playground.ts';
import type { Core } from '@echochat/core/core.ts';
import type { Response } from 'express';
import type { Dispatcher } from '../commands/dispatch.ts';
import { noticeCard } from '../commands/notices.ts';

const keepAliveSeconds = 20;
/** Windows that one process shows news to. */
const maxStreams = 500;

/** The open windows of the playground: what reaches a person's inbox is shown in every window of theirs at once. */
export interface Streams {
  /** Keeps the response open as a stream of server-sent events for a person; false where there are too many. */
  open(userId: number, response: Response): boolean;
  close(): void;
}

export function openStreams(core: Core, dispatcher: Dispatcher): Streams {
  const windows = new Map<number, Set<Response>>();
  const { realtime, log } = core.services;

  const unsubscribe = realtime.subscribe(({ userId, notificationId }) => {
    const theirs = windows.get(userId);
    if (!theirs) return;
    show(userId, notificationId, theirs).catch((error: unknown) =>
      log.warn({ error: String(error) }, 'news could not be shown'),
    );
  });

  async function show(userId: number, notificationId: number, theirs: ReadonlySet<Response>): Promise<void> {
    const ctx = await dispatcher.context(userId, 'playground');
    const notice = await ctx.api.notifications.getNotice({ id: notificationId });
    if (!notice) return;
    const card = await noticeCard(ctx, notice);
    const event: StreamEvent = { id: notice.id, at: notice.createdAt.toISOString(), card };
    for (const response of theirs) response.write(`event: card\nid: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`);
  }

  const heart = setInterval(() => {
    for (const theirs of windows.values()) for (const response of theirs) response.write(': still here\n\n');
  }, keepAliveSeconds * 1_000);

  return {
    open(userId, response) {
      if ([...windows.values()].reduce((sum, theirs) => sum + theirs.size, 0) >= maxStreams) return false;
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-cache, no-transform',
        connection: 'keep-alive',
      });
      response.write('retry: 1000\n\n');
      const theirs = windows.get(userId) ?? new Set();
      windows.set(userId, theirs.add(response));
      response.on('close', () => {
        theirs.delete(response);
        if (theirs.size === 0) windows.delete(userId);
      });
      return true;
    },
    close() {
      clearInterval(heart);
      unsubscribe();
      for (const theirs of windows.values()) for (const response of theirs) response.end();
      windows.clear();
    },
  };
}
