/** Remembers the last `max` keys: whether something came before. Platforms send some things twice. */
export function openOnce(max = 10_000): { isFirst(key: string): boolean } {
  const seen = new Set<string>();
  return {
    isFirst(key) {
      if (seen.has(key)) return false;
      seen.add(key);
      for (const oldest of seen) {
        if (seen.size <= max) break;
        seen.delete(oldest);
      }
      return true;
    },
  };
}
