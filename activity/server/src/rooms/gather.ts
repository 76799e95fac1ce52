/**
 * Gathers what is to be sent into one frame. The first after a pause goes at once, so that a single stroke is not held
 * up; under load one goes each `everyMs`.
 */
export class Gather {
  readonly #send: () => void;
  readonly #everyMs: () => number;
  #lastAt = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(send: () => void, everyMs: () => number) {
    this.#send = send;
    this.#everyMs = everyMs;
  }

  push(): void {
    if (this.#timer) return;
    const wait = this.#lastAt + this.#everyMs() - performance.now();
    if (wait <= 0) this.flush();
    else this.#timer = setTimeout(() => this.flush(), wait);
  }

  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#lastAt = performance.now();
    this.#send();
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
