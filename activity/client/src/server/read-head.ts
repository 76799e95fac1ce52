import { at } from './at.ts';

/** How much of the inbox is unread, and its newest notice: where that is another one, there are news. */
export interface Head {
  unread: number;
  newest: number | null;
}

/** Reads the data of a stream's message, or null where it is none. */
export function readHead(data: string): Head | null {
  try {
    const value: unknown = JSON.parse(data);
    const [unread, newest] = [at(value, 'json', 'unread'), at(value, 'json', 'newest')];
    return typeof unread === 'number' && (typeof newest === 'number' || newest === null) ? { unread, newest } : null;
  } catch {
    return null;
  }
}
