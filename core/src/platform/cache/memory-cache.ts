import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.ts';
import { type Cache, type CacheArea, ttl } from './cache.ts';

const maxEntries = 50_000;

/** A cache in this process: entries cost what they hold, at most 50,000 of them, the least used go first. */
export function memoryCache(clock: Clock): Cache {
  const entries = new LRUCache<string, { value: unknown }>({
    max: maxEntries,
    perf: { now: () => clock.now().epochMilliseconds },
    ttlResolution: 0,
  });
  const loading = new Map<string, { promise: Promise<unknown>; dropped: boolean }>();

  return {
    async getOrLoad<T>(area: CacheArea, key: string, load: () => Promise<T>): Promise<T> {
      const id = `${area}:${key}`;
      const kept = entries.get(id);
      if (kept) return kept.value as T;
      const running = loading.get(id);
      if (running && !running.dropped) return running.promise as Promise<T>;

      const entry = { promise: load(), dropped: false };
      loading.set(id, entry);
      try {
        const value = await entry.promise;
        if (!entry.dropped) entries.set(id, { value }, { ttl: ttl[area] * 1_000 });
        return value;
      } finally {
        if (loading.get(id) === entry) loading.delete(id);
      }
    },
    async drop(area, key) {
      const id = `${area}:${key}`;
      entries.delete(id);
      const running = loading.get(id);
      if (running) running.dropped = true;
    },
    async close() {
      entries.clear();
    },
  };
}
