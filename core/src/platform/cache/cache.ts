/** What may be remembered and for how long (specification §7.3), in seconds. Matches are never cached. */
export const ttl = {
  'skill-categories': 3_600,
  'user-profile': 300,
  'public-rooms': 30,
  resources: 300,
  leaderboard: 60,
  achievements: 600,
} as const;

export type CacheArea = keyof typeof ttl;

/**
 * Remembers what is dear to read. Values must survive JSON. A value whose loading began before a `drop` is handed to
 * its caller but not kept, so a change is never hidden behind a read that raced it.
 */
export interface Cache {
  getOrLoad<T>(area: CacheArea, key: string, load: () => Promise<T>): Promise<T>;
  drop(area: CacheArea, key: string): Promise<void>;
  close(): Promise<void>;
}
