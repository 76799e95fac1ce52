import type { SessionInfo } from '@discordjs/ws';
import type { Kept } from '@echochat/core/platform/kept.ts';
import type { Log } from '@echochat/core/platform/log.ts';
import { z } from 'zod';

const session = z.object({
  sessionId: z.string().min(1),
  resumeURL: z.string().min(1),
  sequence: z.number().int().nonnegative(),
  shardId: z.number().int(),
  shardCount: z.number().int(),
});

/** How often at most a sequence that goes on is written down. */
const writeEveryMs = 1_000;

/** Gateway sessions, kept so that a process that follows this one goes on where it was. */
export interface Sessions {
  read(shardId: number): Promise<SessionInfo | null>;
  write(shardId: number, info: SessionInfo | null): void;
  /** Events up to this one were taken: what follows is what the next process has to be told. */
  taken(shardId: number, sequence: number): void;
  /** Writes down where every shard is, and nothing after that. */
  close(): Promise<void>;
}

export function openSessions(kept: Kept, botId: string, shardCount: () => number, log: Log): Sessions {
  const known = new Map<number, SessionInfo | null>();
  const takenUpTo = new Map<number, number>();
  const unwritten = new Set<number>();
  let isClosed = false;
  const keyOf = (shardId: number) => `discord:session:${botId}:${shardId}/${shardCount()}`;

  async function flush(): Promise<void> {
    const shards = [...unwritten];
    unwritten.clear();
    for (const shardId of shards) {
      const here = known.get(shardId) ?? null;
      const info = here && { ...here, sequence: takenUpTo.get(shardId) ?? here.sequence };
      await (info ? kept.set(keyOf(shardId), info) : kept.drop(keyOf(shardId))).catch((error: unknown) => {
        unwritten.add(shardId);
        log.warn({ error: String(error), shardId }, 'a gateway session could not be kept');
      });
    }
  }
  const timer = setInterval(() => void flush(), writeEveryMs);

  return {
    async read(shardId) {
      const here = known.get(shardId);
      if (here !== undefined) return here;
      try {
        const parsed = session.safeParse(await kept.get(keyOf(shardId)));
        return parsed.success ? parsed.data : null;
      } catch (error) {
        log.warn({ error: String(error), shardId }, 'no gateway session could be read; a new one begins');
        return null;
      }
    },
    write(shardId, info) {
      // The library forgets sessions when it closes; those are just what the next process goes on with.
      if (isClosed) return;
      known.set(shardId, info);
      if (!info) takenUpTo.delete(shardId);
      unwritten.add(shardId);
    },
    taken(shardId, sequence) {
      if (isClosed) return;
      takenUpTo.set(shardId, sequence);
      unwritten.add(shardId);
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      await flush();
    },
  };
}
