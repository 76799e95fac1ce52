import { rebaseUpdates, type Update } from '@codemirror/collab';
import { ChangeSet, Text } from '@codemirror/state';
import { maxNotes, type NotesText, type NotesUpdate } from '@echochat/activity-protocol/rooms/notes.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';

/** Changes that are remembered, for who is behind; who is further behind gets the text anew. */
const remembered = 1_000;
/** The same in characters of JSON: a change may hold a whole text. */
const rememberedBytes = 512 * 1_024;
/** Pages whose changes are counted, the latest ones. */
const countedPages = 50;

interface Remembered extends Update {
  /** As it is sent, and the characters of that. */
  packed: NotesUpdate;
  bytes: number;
}

/** RN: a room's notes. Of changes said at the same time the first to arrive counts, the others are fitted to it. */
export class Notes {
  #text: Text;
  #updates: Remembered[] = [];
  #bytes = 0;
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
  since(version: number): Remembered[] | null {
    return version < this.#from || version > this.version ? null : this.#updates.slice(version - this.#from);
  }

  /** What it takes to send what came after a version. */
  bytesSince(version: number): number {
    return this.#updates.slice(version - this.#from).reduce((sum, { bytes }) => sum + bytes, 0);
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
    this.#forget();
    return updates;
  }

  #forget(): void {
    let surplus = Math.max(0, this.#updates.length - remembered);
    let bytes = this.#bytes;
    for (const [at, update] of this.#updates.entries()) {
      if (at >= surplus && bytes <= rememberedBytes) break;
      bytes -= update.bytes;
      surplus = Math.max(surplus, at + 1);
    }
    this.#updates.splice(0, surplus);
    this.#from += surplus;
    this.#bytes = bytes;
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
    const packed = { clientID, changes: update.changes.toJSON() };
    const bytes = JSON.stringify(packed).length;
    this.#updates.push({ ...update, packed, bytes });
    this.#bytes += bytes;
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
