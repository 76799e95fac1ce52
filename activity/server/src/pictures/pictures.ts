import { EchoError } from '@echochat/core/platform/errors.ts';
import type { Log } from '@echochat/core/platform/log.ts';
import { LRUCache } from 'lru-cache';
import type { PageContent } from './page-content.ts';
import { openPainters } from './painters.ts';

const mostBytes = 32 * 1_048_576;
const mostFailures = 10_000;

/** Pictures of boards: each is made once, and what could not be made is not tried again. */
export interface Pictures {
  /** The picture of this content where there is one already. Throws picture_too_large where there never will be. */
  known(key: string): Uint8Array | null;
  /**
   * A page as PNG. `key` names its content, `load` brings it where nothing is known of that. Throws picture_too_large, and
   * too_many_requests.
   */
  png(key: string, room: number, load: () => Promise<PageContent>): Promise<Uint8Array>;
  close(): Promise<void>;
}

export function openPictures(log: Log): Pictures {
  const painters = openPainters(log);
  const made = new LRUCache<string, Uint8Array>({ maxSize: mostBytes, sizeCalculation: (png) => png.length + 1 });
  const failed = new LRUCache<string, true>({ max: mostFailures });
  const underWay = new Map<string, Promise<Uint8Array>>();

  function known(key: string): Uint8Array | null {
    if (failed.has(key)) throw new EchoError('picture_too_large');
    return made.get(key) ?? null;
  }

  async function make(key: string, room: number, load: () => Promise<PageContent>): Promise<Uint8Array> {
    try {
      const png = await painters.paint(room, load);
      made.set(key, png);
      return png;
    } catch (error) {
      if (error instanceof EchoError && error.code === 'picture_too_large') failed.set(key, true);
      throw error;
    } finally {
      underWay.delete(key);
    }
  }

  return {
    known,
    async png(key, room, load) {
      const before = known(key) ?? underWay.get(key);
      if (before) return before;
      const making = make(key, room, load);
      underWay.set(key, making);
      return making;
    },
    close: () => painters.close(),
  };
}
