/** RM-7 of core: who is there is written down at once when it changes, and every so often while it does not. */
export class PresenceHeart {
  readonly #record: () => Promise<void>;
  readonly #inBackground: (work: () => Promise<void>) => void;
  readonly #heart: NodeJS.Timeout;
  #isBeating = false;
  #beatsAgain = false;

  constructor(record: () => Promise<void>, inBackground: (work: () => Promise<void>) => void, everyMs: number) {
    this.#record = record;
    this.#inBackground = inBackground;
    this.#heart = setInterval(() => this.beat(), everyMs);
    this.#heart.unref();
  }

  /** One at a time: who comes and goes meanwhile is in the next one. */
  beat(): void {
    if (this.#isBeating) {
      this.#beatsAgain = true;
      return;
    }
    this.#isBeating = true;
    this.#inBackground(async () => {
      try {
        await this.#record();
      } finally {
        this.#isBeating = false;
        if (this.#beatsAgain) {
          this.#beatsAgain = false;
          this.beat();
        }
      }
    });
  }

  stop(): void {
    clearInterval(this.#heart);
  }
}
