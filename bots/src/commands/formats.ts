import type { Language } from '@echochat/core/platform/words/words.ts';
import { LRUCache } from 'lru-cache';

/** Making one takes 0.1 ms, as long as all the rest of a message. There are some hundreds of zones, few of them in use. */
const moments = new LRUCache<string, Intl.DateTimeFormat>({ max: 500 });
const conjunctions = new Map<Language, Intl.ListFormat>();

/** "Tue 24 Nov, 18:30", as a region writes it, in a zone. */
export function momentFormat(region: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${region} ${timeZone}`;
  const known = moments.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(region, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  moments.set(key, made);
  return made;
}

/** "a, b and c". */
export function conjunctionFormat(language: Language): Intl.ListFormat {
  const known = conjunctions.get(language);
  if (known) return known;
  const made = new Intl.ListFormat(language, { type: 'conjunction' });
  conjunctions.set(language, made);
  return made;
}
