import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { type Peers, type PeerTimes, usualPeerTimes } from './peers.ts';

/** Takes or goes on holding each name for `me`; answers with who holds them then. */
const holdAll = `
local holders = {}
for at, key in ipairs(KEYS) do
  local holder = redis.call('GET', key)
  if not holder then
    redis.call('SET', key, ARGV[1], 'PX', ARGV[2])
    holder = ARGV[1]
  elseif holder == ARGV[1] then
    redis.call('PEXPIRE', key, ARGV[2])
  end
  holders[at] = holder
end
return holders`;
const releaseOne = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end`;

const heldKey = (name: string): string => `echochat:held:${name}`;
const mailKey = (peer: string): string => `echochat:mail:${peer}`;
/** What waits for one process at most, and for how long a process that has ended is still written to. */
const mostMail = 50_000;
/** Words that wait for Redis to come back; what comes after them is lost, and whoever it is for hears of the gap. */
const mostWaiting = 20_000;
const mailMs = 120_000;
const readCount = 200;
const blockMs = 1_000;

/** A word of another process: the letters of each sender are numbered, so that one sent again is dropped, one lost missed. */
const letter = z.tuple([z.string(), z.number(), z.unknown()]);

/**
 * Processes that find each other through Redis: names are keys that run out unless they are renewed, and each process
 * reads a stream of its own. Unlike the streams adapter of Socket.IO, where each process reads everything that is said to
 * anybody, a word costs only who says it and whom it is for.
 */
export function redisPeers(redis: Redis, log: Log, given: Partial<PeerTimes> = {}): Peers {
  const times = { ...usualPeerTimes, ...given };
  const me = randomUUID();
  // Letters wait for a connection that is lost, and reading one waits by itself.
  const lasting = { enableOfflineQueue: true, maxRetriesPerRequest: null, socketTimeout: 5 * blockMs } as const;
  const writer = redis.duplicate({ ...lasting, commandTimeout: undefined });
  const reader = redis.duplicate({ ...lasting, commandTimeout: undefined });
  for (const client of [writer, reader])
    client.on('error', (error) => log.warn({ error: error.message }, 'other processes are out of reach'));

  const held = new Set<string>();
  const losers = new Set<(name: string) => void>();
  const receivers = new Set<(from: string, message: unknown) => void>();
  const gapListeners = new Set<(from: string) => void>();
  let isClosed = false;

  const holdNow = (names: readonly string[]) =>
    redis.eval(holdAll, names.length, ...names.map(heldKey), me, times.lease) as Promise<string[]>;
  async function renew(): Promise<void> {
    const names = [...held];
    if (names.length === 0) return;
    const holders = await holdNow(names);
    for (const [at, name] of names.entries()) {
      // Released while this was under way, it is nobody's loss.
      if (holders[at] === me || !held.delete(name)) continue;
      for (const loser of losers) loser(name);
    }
  }
  const renewal = setInterval(() => {
    // Without Redis nobody else can take a name either: it is renewed when Redis is back.
    renew().catch((error: unknown) => log.warn({ error: String(error) }, 'what is held could not be renewed'));
  }, times.renew).unref();

  const counts = new Map<string, number>();
  const heard = new Map<string, number>();
  let waiting = 0;
  async function read(): Promise<void> {
    let last = '0-0';
    while (!isClosed) {
      try {
        const found = await reader.xread('COUNT', readCount, 'BLOCK', blockMs, 'STREAMS', mailKey(me), last);
        const entries = found?.[0]?.[1] ?? [];
        for (const [id, [, text]] of entries) {
          last = id;
          deliver(text ?? '');
        }
        if (entries.length > 0) void writer.xtrim(mailKey(me), 'MINID', last).catch(() => {});
      } catch (error) {
        if (isClosed) return;
        log.warn({ error: String(error) }, 'what other processes say could not be read');
        await pause(200);
      }
    }
  }
  function deliver(text: string): void {
    try {
      const [from, count, message] = letter.parse(JSON.parse(text));
      const last = heard.get(from) ?? 0;
      if (count <= last) return;
      heard.set(from, count);
      if (count > last + 1) for (const listener of gapListeners) listener(from);
      for (const receiver of receivers) receiver(from, message);
    } catch (error) {
      log.error({ err: error }, 'what another process says could not be taken');
    }
  }
  void read();

  return {
    me,
    areMany: true,
    async hold(name) {
      const [holder = me] = await holdNow([name]);
      if (holder === me) held.add(name);
      return holder;
    },
    async release(name) {
      held.delete(name);
      await redis.eval(releaseOne, 1, heldKey(name), me);
    },
    holders: async (names) => (names.length === 0 ? [] : redis.mget(names.map(heldKey))),
    onLost(loser) {
      losers.add(loser);
      return () => losers.delete(loser);
    },
    send(to, message) {
      const count = (counts.get(to) ?? 0) + 1;
      counts.set(to, count);
      const key = mailKey(to);
      const lost = (error: unknown) => {
        if (!isClosed) log.warn({ error: String(error) }, 'a word to another process was lost');
      };
      if (waiting >= mostWaiting) return;
      waiting += 1;
      writer
        .xadd(key, 'MAXLEN', '~', mostMail, '*', 'm', JSON.stringify([me, count, message]))
        .catch(lost)
        .finally(() => {
          waiting -= 1;
        });
      // Mail to a process that is no more must not stay for ever.
      if (count % 50 === 1) writer.pexpire(key, mailMs).catch(lost);
    },
    receive(listener) {
      receivers.add(listener);
      return () => receivers.delete(listener);
    },
    onGap(listener) {
      gapListeners.add(listener);
      return () => gapListeners.delete(listener);
    },
    async close() {
      clearInterval(renewal);
      isClosed = true;
      receivers.clear();
      losers.clear();
      await Promise.allSettled([...held].map((name) => redis.eval(releaseOne, 1, heldKey(name), me)));
      // What was said last goes out first, unless Redis does not answer.
      await Promise.race([writer.del(mailKey(me)).catch(() => {}), pause(1_000)]);
      writer.disconnect();
      // What it still waits for is never answered where the connection was away; nobody waits for that.
      reader.disconnect();
    },
  };
}
