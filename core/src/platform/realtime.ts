import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Log } from './log.ts';
import { maxRetryMs } from './redis.ts';

/** A push to whoever is watching. It only says where to look: the database holds what there is to see. */
const push = z.object({ userId: z.number(), notificationId: z.number() });
export type Push = z.infer<typeof push>;

/** Something about a room changed outside of it: it has ended, somebody was removed, others lead it, its files changed. */
const roomWord = z.object({
  roomId: z.number(),
  kind: z.enum(['ended', 'removed', 'people', 'files']),
  userId: z.number().optional(),
});
export type RoomWord = z.infer<typeof roomWord>;

/** Who has a page open at a process: all of them now and then, and whoever has come or gone since. */
const presenceWord = z.object({
  process: z.string(),
  everyone: z.array(z.number()).optional(),
  came: z.number().optional(),
  went: z.number().optional(),
});
export type PresenceWord = z.infer<typeof presenceWord>;

/** Something about accounts that open pages follow at once: they are gone, or they have other partners. */
const accountWord = z.object({ accounts: z.array(z.number()), kind: z.enum(['gone', 'partners']) });
export type AccountWord = z.infer<typeof accountWord>;

export const chimeName = z.enum(['focus', 'break', 'stop']);
export type ChimeName = z.infer<typeof chimeName>;

/** A chime for a voice channel, by the ids of the chat that it is on. Of use for some seconds: nothing is kept of it. */
const chime = z.object({
  chime: chimeName,
  roomId: z.number(),
  serverId: z.string(),
  channelId: z.string(),
  /** When what it is for began, milliseconds since 1970. */
  at: z.number(),
});
export type Chime = z.infer<typeof chime>;

/** Browser sessions of a person that have ended: whatever is open by them ends too. */
const signedOutWord = z.object({ signedOut: z.number(), sessionIds: z.array(z.number()) });
export type SignedOutWord = z.infer<typeof signedOutWord>;
type Message = Push | RoomWord | PresenceWord | AccountWord | Chime | SignedOutWord;

export interface Realtime {
  /** Never fails: a push is a hint, and no work is undone for want of it. */
  publish(message: Push): Promise<void>;
  /** Hears every push until the returned function is called. */
  subscribe(listener: (message: Push) => void): () => void;
  /** As `publish`, for whoever runs the room. */
  tellRoom(word: RoomWord): Promise<void>;
  /** Hears of every room until the returned function is called. */
  watchRooms(listener: (word: RoomWord) => void): () => void;
  /** As `publish`, for the processes that have pages of people. */
  tellPresence(word: PresenceWord): Promise<void>;
  /** Hears who is online, by every process's word, its own too, until the returned function is called. */
  watchPresence(listener: (word: PresenceWord) => void): () => void;
  /** As `publish`, for the processes that have pages of these people. */
  tellAccounts(word: AccountWord): Promise<void>;
  /** Hears of every account until the returned function is called. */
  watchAccounts(listener: (word: AccountWord) => void): () => void;
  /** As `publish`, for the processes that hold sockets and streams open. */
  tellSignedOut(word: SignedOutWord): Promise<void>;
  /** Hears of browser sessions that have ended, until the returned function is called. */
  watchSignedOut(listener: (word: SignedOutWord) => void): () => void;
  /** As `publish`, for whoever is in touch with the voice channel. */
  ring(chime: Chime): Promise<void>;
  /** Hears every chime until the returned function is called. */
  watchChimes(listener: (chime: Chime) => void): () => void;
  close(): Promise<void>;
}

/** Pushes that wait for Redis to come back; past these the oldest are forgotten. */
const maxUnsent = 1_000;
const heartbeatSeconds = 5;
/** By then every process has found its way back to Redis: a push before it would be heard by some only. */
const settlingMs = 3 * maxRetryMs;

/** A push as it arrives: whoever else writes to the channel ends nothing here. */
const arrived = z
  .string()
  .transform((text, ctx) => {
    try {
      return JSON.parse(text);
    } catch {
      ctx.addIssue('should be JSON');
      return z.NEVER;
    }
  })
  .pipe(z.union([chime, signedOutWord, roomWord, presenceWord, accountWord, push]));

/** Pushes inside this process, or through Redis to all of them. While Redis is away they wait for it. */
export async function openRealtime(redis: Redis | null, log: Log): Promise<Realtime> {
  const listeners = new Set<(message: Push) => void>();
  const watchers = new Set<(word: RoomWord) => void>();
  const onlookers = new Set<(word: PresenceWord) => void>();
  const accountWatchers = new Set<(word: AccountWord) => void>();
  const gatekeepers = new Set<(word: SignedOutWord) => void>();
  const ringers = new Set<(chime: Chime) => void>();
  const deliver = (message: Message) => {
    if ('process' in message) for (const onlooker of onlookers) onlooker(message);
    else if ('accounts' in message) for (const watcher of accountWatchers) watcher(message);
    else if ('signedOut' in message) for (const gatekeeper of gatekeepers) gatekeeper(message);
    else if ('chime' in message) for (const ringer of ringers) ringer(message);
    else if ('roomId' in message) for (const watcher of watchers) watcher(message);
    else for (const listener of listeners) listener(message);
  };

  // Redis prefixes keys by itself, channels it does not.
  const channel = `${redis?.options.keyPrefix ?? ''}echochat:push`;
  const subscriber = redis?.duplicate({ enableOfflineQueue: true }) ?? null;
  subscriber?.on('error', (error) => log.warn({ error: error.message }, 'the push subscription failed'));
  subscriber?.on('message', (_channel, text) => {
    const parsed = arrived.safeParse(text);
    if (parsed.success) deliver(parsed.data);
  });
  await subscriber?.subscribe(channel);
  // Who only listens does not notice that the other end has gone: an unanswered ping makes the connection anew.
  const heart = setInterval(() => {
    if (subscriber?.status === 'ready') subscriber.ping().catch(() => {});
  }, heartbeatSeconds * 1_000).unref();

  const unsent: Message[] = [];
  let isSettled = true;
  async function send(message: Message): Promise<void> {
    try {
      if (!isSettled) throw new Error('not every process has found it again');
      await redis?.publish(channel, JSON.stringify(message));
      return;
    } catch (error) {
      log.warn({ error: String(error) }, 'a push waits for Redis');
    }
    unsent.push(message);
    if (unsent.length > maxUnsent) unsent.shift();
  }
  let settling: NodeJS.Timeout | undefined;
  redis?.on('close', () => {
    // What took one connection may have swallowed the other without a sign.
    if (isSettled) subscriber?.disconnect(true);
    isSettled = false;
    clearTimeout(settling);
  });
  redis?.on('ready', () => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      isSettled = true;
      for (const message of unsent.splice(0)) void send(message);
    }, settlingMs).unref();
  });

  const tell = async (message: Message): Promise<void> => {
    if (redis) await send(message);
    else deliver(message);
  };

  return {
    publish: tell,
    tellRoom: tell,
    tellPresence: tell,
    watchPresence(onlooker) {
      onlookers.add(onlooker);
      return () => onlookers.delete(onlooker);
    },
    tellAccounts: tell,
    watchAccounts(watcher) {
      accountWatchers.add(watcher);
      return () => accountWatchers.delete(watcher);
    },
    tellSignedOut: tell,
    watchSignedOut(gatekeeper) {
      gatekeepers.add(gatekeeper);
      return () => gatekeepers.delete(gatekeeper);
    },
    ring: tell,
    watchChimes(ringer) {
      ringers.add(ringer);
      return () => ringers.delete(ringer);
    },
    watchRooms(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      clearInterval(heart);
      clearTimeout(settling);
      isSettled = false;
      listeners.clear();
      watchers.clear();
      onlookers.clear();
      accountWatchers.clear();
      gatekeepers.clear();
      ringers.clear();
      subscriber?.disconnect();
    },
  };
}
