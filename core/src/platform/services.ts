import type { Cache } from './cache/cache.ts';
import type { Clock } from './clock.ts';
import type { Database } from './db/database.ts';
import type { Emit } from './domain-event.ts';
import type { Kept } from './kept.ts';
import type { Log } from './log.ts';
import type { Peers } from './peers/peers.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Realtime } from './realtime.ts';
import type { Sealing } from './sealing.ts';
import type { SignedLinks } from './signed-links.ts';
import type { Storage } from './storage/storage.ts';
import type { Streams } from './streams.ts';
import type { Tokens } from './tokens.ts';

/** What procedures and jobs work with. Opened once a process, by `openCore`. */
export interface Services {
  database: Database;
  cache: Cache;
  clock: Clock;
  events: { emit: Emit };
  kept: Kept;
  /** Keys that stand in addresses. */
  links: SignedLinks;
  log: Log;
  /** Where our pages are, from outside. */
  pages: { url(path: string): string };
  /** The other processes of this house. */
  peers: Peers;
  rateLimits: RateLimits;
  realtime: Realtime;
  sealing: Sealing;
  /** The bytes of files. */
  storage: Storage;
  streams: Streams;
  tokens: Tokens;
}
