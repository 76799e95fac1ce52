import { ChangeSet } from '@codemirror/state';
import { difference } from '@echochat/activity-protocol/rooms/difference.ts';
import type { NotesText, NotesUpdate } from '@echochat/activity-protocol/rooms/notes.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';
import { Notes, packUpdates } from './notes.ts';
import { NotesHistory } from './notes-history.ts';
import type { Outbox } from './outbox.ts';
import type { PersonBudgets } from './people.ts';
import type { KeptNotes } from './storage.ts';

/** RN-3: changes that came between, to which the server fits others; and how many fittings cost as much as a change. */
const maxFitted = 100;
const fittedAUnit = 4;
/** Who says the change that brings a restore point back. */
const restoredBy = 'restored';

export interface RoomNotesOptions {
  kept: KeptNotes;
  outbox: Outbox;
  /** RR-1. Throws view_only. */
  refuseViewers: (session: string) => void;
  onChanged: () => void;
  /** Keeps a text as a restore point. */
  saveSnapshot: (text: string) => Promise<void>;
  inBackground: (what: string, work: () => Promise<void>) => void;
  /** Between restore points, milliseconds. */
  snapshotMs: number;
}

/** The notes of an open room: what pages write, what they have missed, and the way back to how it was. */
export class RoomNotes {
  readonly #o: RoomNotesOptions;
  readonly #notes: Notes;
  readonly #history: NotesHistory;

  constructor(options: RoomNotesOptions) {
    this.#o = options;
    this.#notes = new Notes(options.kept.notes, options.kept.taken);
    this.#history = new NotesHistory({
      save: options.saveSnapshot,
      inBackground: (work) => options.inBackground('a restore point of notes was not taken', work),
      everyMs: options.snapshotMs,
    });
  }

  get whole(): NotesText {
    return this.#notes.whole;
  }

  /**
   * RN-1: somebody writes, or asks what was written since. Returns false for what costs more than they may. Throws
   * view_only, notes_full, invalid_input.
   */
  write(session: string, version: number, updates: readonly NotesUpdate[], budgets: PersonBudgets): boolean {
    const { outbox } = this.#o;
    const missed = this.#notes.since(version);
    if (missed === null) {
      const { whole } = this.#notes;
      if (!budgets.caused(whole.text.length)) return false;
      outbox.toSession(session, 'room:notes', { version: whole.version, updates: [], whole });
      return true;
    }
    if (!budgets.work(missed.length + updates.length)) return false;
    if (missed.length > 0) {
      if (!budgets.caused(this.#notes.bytesSince(version))) return false;
      outbox.toSession(session, 'room:notes', {
        version: this.#notes.version,
        updates: missed.map(({ packed }) => packed),
      });
    }
    // RN-3: who is far behind fits what they typed to what they have just been sent, and says it again.
    if (updates.length === 0 || missed.length > maxFitted) return true;
    this.#o.refuseViewers(session);
    if (!budgets.work((missed.length * updates.length) / fittedAUnit)) return false;
    this.#take(version, updates);
    return true;
  }

  #take(version: number, updates: readonly NotesUpdate[]): void {
    const before = this.#notes.whole.text;
    const taken = this.#notes.take(version, updates);
    if (taken.length === 0) return;
    this.#history.changed(before, taken);
    this.#o.outbox.toAll('room:notes', { version: this.#notes.version, updates: packUpdates(taken) });
    this.#o.onChanged();
  }

  /** RM-10 of core: the notes as they were; as they are now they can be gone back to as well. Throws unavailable. */
  async restore(past: string): Promise<void> {
    // Without a way back to how it is now, nothing is given up.
    await this.#history.save(this.#notes.whole.text).catch(() => {
      throw new EchoError('unavailable');
    });
    const { text, version } = this.#notes.whole;
    const change = difference(text, past);
    if (change === null) return;
    const changes: unknown[] = ChangeSet.of(change, text.length).toJSON();
    this.#take(version, [{ clientID: restoredBy, changes }]);
  }

  /** The last restore point, where something has changed since. */
  close(): Promise<void> {
    return this.#history.close(this.#notes.whole.text);
  }
}
