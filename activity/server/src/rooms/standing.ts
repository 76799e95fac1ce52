import type { Core } from '@echochat/core/core.ts';
import type { ErrorCode } from '@echochat/core/platform/errors.ts';
import type { Log } from '@echochat/core/platform/log.ts';

/** RJ-7: twice a minute, so that nobody who is gone hears for longer than one. */
export const usualStandingMs = 25_000;

interface StandingPage {
  userId: number;
  /** The browser session that it is of. */
  sessionId: number;
  roomId: number | null;
  expel(code: ErrorCode): void;
}

export interface StandingOptions {
  core: Core;
  log: Log;
  everyMs: number;
  /** Those that are connected here. */
  pages(): readonly StandingPage[];
}

/** RJ-7: whether everybody who has a page open may still have it. */
export class Standing {
  readonly #o: StandingOptions;
  readonly #timer: NodeJS.Timeout;
  #checking: Promise<void> | null = null;
  #again: Promise<void> | null = null;

  constructor(options: StandingOptions) {
    this.#o = options;
    this.#timer = setInterval(() => void this.check(), options.everyMs).unref();
  }

  /** One at a time. What is asked for meanwhile is one more, which sees what has just changed. */
  check(): Promise<void> {
    if (!this.#checking) return this.#begin();
    this.#again ??= this.#checking.then(() => {
      this.#again = null;
      return this.#begin();
    });
    return this.#again;
  }

  #begin(): Promise<void> {
    this.#checking = this.#checkOnce().finally(() => {
      this.#checking = null;
    });
    return this.#checking;
  }

  async #checkOnce(): Promise<void> {
    const { core, log } = this.#o;
    const pages = this.#o.pages();
    if (pages.length === 0) return;
    try {
      const asked = pages.map(({ userId, roomId }) => ({ userId, roomId }));
      const system = core.as({ kind: 'system', name: 'standing' });
      const live = new Set(await system.auth.getLiveSessions({ ids: pages.map(({ sessionId }) => sessionId) }));
      for (const page of pages) if (!live.has(page.sessionId)) page.expel('not_signed_in');
      const fallen = await system.rooms.getStanding({ pages: asked });
      for (const { userId, roomId, code } of fallen)
        for (const page of this.#o.pages())
          if (page.userId === userId && (roomId === null || page.roomId === roomId)) page.expel(code);
    } catch (error) {
      log.warn({ error: String(error) }, 'whether people may stay could not be read');
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
