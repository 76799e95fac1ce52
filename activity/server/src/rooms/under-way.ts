/** What is under way that nobody waits for but the end. */
export class UnderWay {
  readonly #tasks = new Set<Promise<void>>();

  /** The task deals with its own failures. */
  add(task: Promise<void>): void {
    const noted = task.finally(() => this.#tasks.delete(noted));
    this.#tasks.add(noted);
  }

  /** Resolves once nothing is, of what was added meanwhile too. */
  async settled(): Promise<void> {
    while (this.#tasks.size > 0) await Promise.all(this.#tasks);
  }
}
