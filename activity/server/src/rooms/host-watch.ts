/** RM-5 of core: the host's minute begins when nobody of theirs is here any more, and ends when they are back. */
export class HostWatch {
  readonly #afterMs: number;
  readonly #onAway: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(afterMs: number, onAway: () => void) {
    this.#afterMs = afterMs;
    this.#onAway = onAway;
  }

  look(isAway: boolean): void {
    if (!isAway) {
      this.stop();
      return;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#onAway();
    }, this.#afterMs).unref();
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
