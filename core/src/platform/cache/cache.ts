/**
 * What is remembered and for how long (specification §7.3), in seconds. Matches are never cached, nor are public rooms: who
 * sees which differs from person to person. An area is added with the feature that reads it.
 */
export const ttl = {
  'skill-categories': 3_600,
  'user-profile': 300,
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
