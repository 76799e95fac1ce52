import { collab, getSyncedVersion, receiveUpdates, sendableUpdates, type Update } from '@codemirror/collab';
import { ChangeSet, EditorState, type Text } from '@codemirror/state';
import { difference } from '@echochat/activity-protocol/rooms/difference.ts';
import type { FromServer } from '@echochat/activity-protocol/rooms/events.ts';
import type { NotesText, NotesUpdate } from '@echochat/activity-protocol/rooms/notes.ts';

/** What notes need of the room's connection. */
export interface NotesLine {
  notes(): NotesText & { epoch: string };
  onNotes(listener: (said: FromServer['room:notes'] | 'joined') => void): () => void;
  sayNotes(version: number, updates: readonly NotesUpdate[]): void;
}

/** How a remote change moves a place in the text. */
export type Moved = (place: number) => number;

/** An answer that has not come by then was lost. */
const answerMs = 3_000;
const gatherMs = 150;

/** A page's end of a room's notes: what is typed is there at once, and fitted to what others type meanwhile. */
export class NotesSession {
  readonly #line: NotesLine;
  readonly #listeners = new Set<(moved: Moved) => void>();
  readonly #clientID = crypto.randomUUID();
  #state: EditorState;
  /** The text as the server has it: without what this page has not said, or not heard back. */
  #base: Text;
  /** Own changes that the server has told of. */
  #confirmed = 0;
  #epoch: string;
  #askedAt: number | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(line: NotesLine) {
    this.#line = line;
    const { epoch, version, text } = line.notes();
    this.#epoch = epoch;
    this.#state = this.#start(version, text);
    this.#base = this.#state.doc;
    line.onNotes((said) => (said === 'joined' ? this.#joined() : this.#hear(said)));
    // What was said since the room was joined.
    line.sayNotes(version, []);
  }

  #start(startVersion: number, doc: string): EditorState {
    return EditorState.create({ doc, extensions: [collab({ startVersion, clientID: this.#clientID })] });
  }

  get text(): string {
    return this.#state.doc.toString();
  }

  /** Hears when others changed the text. */
  onChange(listener: (moved: Moved) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The text is now this: what differs was typed. */
  type(text: string): void {
    const changes = difference(this.text, text);
    if (changes === null) return;
    this.#state = this.#state.update({ changes }).state;
    this.#sendIn(gatherMs);
  }

  #sendIn(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#send();
    }, ms);
  }

  #send(): void {
    const updates = sendableUpdates(this.#state);
    if (updates.length === 0) return;
    if (this.#askedAt !== null && performance.now() - this.#askedAt < answerMs) return;
    this.#askedAt = performance.now();
    const packed = updates.map(({ clientID, changes }) => ({ clientID, changes: changes.toJSON() as unknown[] }));
    this.#line.sayNotes(getSyncedVersion(this.#state), packed);
    this.#sendIn(answerMs);
  }

  #hear({ version, updates, whole }: FromServer['room:notes']): void {
    if (whole !== undefined) {
      this.#restart(whole);
      return;
    }
    const known = getSyncedVersion(this.#state);
    const from = version - updates.length;
    // Something between is missing: it is asked for.
    if (from > known) {
      this.#line.sayNotes(known, []);
      return;
    }
    const news = updates
      .slice(known - from)
      .map(({ clientID, changes }): Update => ({ clientID, changes: ChangeSet.fromJSON(changes) }));
    if (news.length === 0) return;
    this.#confirmed += news.filter(({ clientID }) => clientID === this.#clientID).length;
    this.#base = news.reduce((base, { changes }) => changes.apply(base), this.#base);
    const received = receiveUpdates(this.#state, news);
    this.#state = received.state;
    this.#answered();
    if (received.docChanged) this.#tell((place) => received.changes.mapPos(place));
    this.#sendIn(0);
  }

  /** What waits need not wait for an answer any more. */
  #answered(): void {
    this.#askedAt = null;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Back in the room: where it is the same one, only what was missed is asked for. */
  #joined(): void {
    this.#answered();
    const { epoch, ...whole } = this.#line.notes();
    if (epoch === this.#epoch) this.#line.sayNotes(getSyncedVersion(this.#state), []);
    else {
      this.#epoch = epoch;
      this.#restart(whole);
    }
    this.#send();
  }

  /** The server's text anew; what this page had not said yet is fitted to it. */
  #restart({ version, text, taken }: NotesText): void {
    const before = this.#state;
    const own = sendableUpdates(before);
    // What the server has taken and this page did not hear of is in the text already.
    const known = Math.max(0, (taken[this.#clientID] ?? 0) - this.#confirmed);
    const base = own.slice(0, known).reduce((doc, { changes }) => changes.apply(doc), this.#base);
    this.#confirmed = taken[this.#clientID] ?? 0;
    const unsaid = own
      .slice(known)
      .reduce<ChangeSet | null>((all, { changes }) => (all ? all.compose(changes) : changes), null);
    const missed = ChangeSet.of(difference(base.toString(), text) ?? [], base.length);
    this.#state = this.#start(version, text);
    this.#base = this.#state.doc;
    if (unsaid) this.#state = this.#state.update({ changes: unsaid.map(missed) }).state;
    const moved = difference(before.doc.toString(), this.text);
    const set = ChangeSet.of(moved ?? [], before.doc.length);
    this.#tell((place) => set.mapPos(Math.min(place, before.doc.length)));
    this.#send();
  }

  #tell(moved: Moved): void {
    for (const listener of this.#listeners) listener(moved);
  }
}
