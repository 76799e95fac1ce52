import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Log } from './log.ts';

/** A push to whoever is watching. It only says where to look: the database holds what there is to see. */
const push = z.object({ userId: z.number(), notificationId: z.number() });
export type Push = z.infer<typeof push>;

export interface Realtime {
  publish(message: Push): Promise<void>;
  /** Hears every push until the returned function is called. */
  subscribe(listener: (message: Push) => void): () => void;
  close(): Promise<void>;
}

/** Pushes inside this process, or through Redis to all of them. */
export async function openRealtime(redis: Redis | null, log: Log): Promise<Realtime> {
  const listeners = new Set<(message: Push) => void>();
  const deliver = (message: Push) => {
    for (const listener of listeners) listener(message);
  };

  // Redis prefixes keys by itself, channels it does not.
  const channel = `${redis?.options.keyPrefix ?? ''}echochat:push`;
  const subscriber = redis?.duplicate() ?? null;
  subscriber?.on('error', (error) => log.warn({ error: error.message }, 'the push subscription failed'));
  subscriber?.on('message', (_channel, text) => {
    const parsed = push.safeParse(JSON.parse(text));
    if (parsed.success) deliver(parsed.data);
  });
  await subscriber?.subscribe(channel);

  return {
    async publish(message) {
      if (redis) await redis.publish(channel, JSON.stringify(message));
      else deliver(message);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
      subscriber?.disconnect();
    },
  };
}
