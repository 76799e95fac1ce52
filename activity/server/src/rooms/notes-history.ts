import type { Update } from '@codemirror/collab';

/** Somebody who holds the key down wipes a text bit by bit: what is taken away within so long counts together. */
const togetherMs = 60_000;
/** Fewer characters are nothing to go back for. */
const fewestLost = 40;

export interface NotesHistoryOptions {
  /** Keeps a text as a restore point. */
  save: (text: string) => Promise<void>;
  /** Work that nobody waits for. */
  inBackground: (work: () => Promise<void>) => void;
  /** How often there is a restore point at least, while the text changes; milliseconds. */
  everyMs: number;
}

/**
 * RM-10 of core: restore points of a room's notes. Each is the text from before a change, so that whatever the change takes
 * away is in it: every so often, and where half of the text goes at once or within a minute.
 */
export class NotesHistory {
  readonly #o: NotesHistoryOptions;
  #savedAt = performance.now();
  #isChanged = false;
  /** What was taken away since a moment, and the text of then. */
  #loss: { text: string; at: number; characters: number } | null = null;

  constructor(options: NotesHistoryOptions) {
    this.#o = options;
  }

  /** The text has changed; `before` is how it was. */
  changed(before: string, updates: readonly Update[]): void {
    const now = performance.now();
    const wiped = this.#wiped(before, deletedBy(updates), now);
    const isDue = this.#isChanged && now - this.#savedAt > this.#o.everyMs;
    this.#isChanged = true;
    const text = wiped ?? (isDue ? before : null);
    if (text === null) return;
    this.#savedAt = now;
    this.#o.inBackground(() => this.#o.save(text));
  }

  /** The text from before much of it was taken away, or null. */
  #wiped(before: string, characters: number, now: number): string | null {
    if (characters === 0) return null;
    if (this.#loss === null || now - this.#loss.at > togetherMs) this.#loss = { text: before, at: now, characters: 0 };
    this.#loss.characters += characters;
    const text = isMost(characters, before) ? before : this.#loss.text;
    if (!isMost(this.#loss.characters, text)) return null;
    this.#loss = null;
    return text;
  }

  /** A restore point of the text as it is. Rejects where there can be none. */
  async save(text: string): Promise<void> {
    await this.#o.save(text);
    this.#savedAt = performance.now();
    this.#isChanged = false;
    this.#loss = null;
  }

  /** The same at the end, where something has changed. */
  async close(text: string): Promise<void> {
    if (this.#isChanged) await this.save(text);
  }
}

const isMost = (characters: number, text: string): boolean => characters >= fewestLost && characters * 2 >= text.length;

function deletedBy(updates: readonly Update[]): number {
  let characters = 0;
  for (const { changes } of updates)
    changes.iterChanges((from, to) => {
      characters += to - from;
    });
  return characters;
}
