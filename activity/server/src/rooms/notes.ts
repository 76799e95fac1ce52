import { rebaseUpdates, type Update } from '@codemirror/collab';
import { ChangeSet, Text } from '@codemirror/state';
import { maxNotes, type NotesText, type NotesUpdate } from '@echochat/activity-protocol/rooms/notes.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';

/** Changes that are remembered, for who is behind; who is further behind gets the text anew. */
const remembered = 2_000;
/** Pages whose changes are counted, the latest ones. */
const countedPages = 50;

/** RN: a room's notes. Of changes said at the same time the first to arrive counts, the others are fitted to it. */
export class Notes {
  #text: Text;
  #updates: Update[] = [];
  readonly #taken: Map<string, number>;
  /** The version before the first change that is remembered. */
  #from = 0;

  constructor(text: string, taken: Readonly<Record<string, number>> = {}) {
    this.#taken = new Map(Object.entries(taken));
    this.#text = Text.of(text.split('\n'));
  }

  get whole(): NotesText {
    return { version: this.version, text: this.#text.toString(), taken: Object.fromEntries(this.#taken) };
  }

  get version(): number {
    return this.#from + this.#updates.length;
  }

  /** What came after a version; null where that is not remembered. */
  since(version: number): Update[] | null {
    return version < this.#from || version > this.version ? null : this.#updates.slice(version - this.#from);
  }

  /**
   * Takes changes said against `version`, which `since` knows; returns them as they count. Throws invalid_input for
   * what fits no text, notes_full.
   */
  take(version: number, given: readonly NotesUpdate[]): Update[] {
    const over = this.since(version) ?? [];
    const { updates, text } = this.#fitted(given, over);
    if (text.length > maxNotes && text.length > this.#text.length)
      throw new EchoError('notes_full', { limit: maxNotes });
    this.#text = text;
    for (const update of updates) this.#count(update);
    const surplus = this.#updates.length - remembered;
    if (surplus > 0) {
      this.#updates.splice(0, surplus);
      this.#from += surplus;
    }
    return updates;
  }

  #count(update: Update): void {
    const { clientID } = update;
    const count = (this.#taken.get(clientID) ?? 0) + 1;
    this.#taken.delete(clientID);
    this.#taken.set(clientID, count);
    for (const oldest of this.#taken.keys()) {
      if (this.#taken.size <= countedPages) break;
      this.#taken.delete(oldest);
    }
    this.#updates.push(update);
  }

  #fitted(given: readonly NotesUpdate[], over: readonly Update[]): { updates: Update[]; text: Text } {
    try {
      const read = given.map(({ clientID, changes }) => ({ clientID, changes: ChangeSet.fromJSON(changes) }));
      const updates = over.length === 0 ? read : [...rebaseUpdates(read, over)];
      return { updates, text: updates.reduce((text, { changes }) => changes.apply(text), this.#text) };
    } catch {
      throw new EchoError('invalid_input', { field: 'updates' });
    }
  }
}

/** As they are sent. */
export const packUpdates = (updates: readonly Update[]): NotesUpdate[] =>
  updates.map(({ clientID, changes }) => ({ clientID, changes: changes.toJSON() }));
