import type { RoomDocument } from '@echochat/activity-protocol/rooms/document.ts';
import type { FromServer } from '@echochat/activity-protocol/rooms/events.ts';
import type { Board } from './board.ts';
import type { KeptNotes, RoomStorage } from './storage.ts';

/** BD-5. */
const nearlyFull = 0.8;
const triesAtClose = 3;

export interface KeepingOptions {
  roomId: number;
  boards: ReadonlyMap<number, Board>;
  storage: RoomStorage;
  /** The document as it is now. */
  document: () => RoomDocument & KeptNotes;
  /** Ends the frame that is being gathered, so that what is kept has a number. */
  endFrames: () => void;
  onSaved: (saved: FromServer['room:saved']) => void;
  onFault: (error: unknown, what: string) => void;
  /** Milliseconds. */
  times: { save: number; snapshot: number };
}

/** BD-4, and RM-10 of core: what of a room is kept yet, and what is to be; restore points of what has changed. */
export class Keeping {
  readonly #o: KeepingOptions;
  #documentIsUnsaved = false;
  /** Pages that have changed since their last restore point. */
  readonly #changed = new Set<number>();
  #snapshotAt = performance.now();
  #saving: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(options: KeepingOptions) {
    this.#o = options;
  }

  documentChanged(): void {
    this.#documentIsUnsaved = true;
    this.soon();
  }

  soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.save();
    }, this.#o.times.save);
  }

  /** Keeps what changed. One at a time; what could not be kept is tried again. */
  async save(): Promise<boolean> {
    while (this.#saving) await this.#saving;
    let isSaved = false;
    this.#saving = this.#saveOnce().then((saved) => {
      isSaved = saved;
      this.#saving = null;
    });
    await this.#saving;
    return isSaved;
  }

  async #saveOnce(): Promise<boolean> {
    const { roomId, boards, storage, times } = this.#o;
    this.#o.endFrames();
    const dirty = [...boards.values()].filter(({ hasUnsaved }) => hasUnsaved);
    const elements = dirty.map((board) => ({ boardId: board.id, kept: board.takeUnsaved() }));
    const sequences = Object.fromEntries(dirty.map(({ id, sequence }) => [id, sequence]));
    const document = this.#documentIsUnsaved ? this.#o.document() : null;
    if (elements.length === 0 && document === null) return true;
    this.#documentIsUnsaved = false;
    try {
      await storage.save(roomId, { document, elements });
    } catch (error) {
      for (const { boardId, kept } of elements) boards.get(boardId)?.giveBack(kept);
      this.#documentIsUnsaved ||= document !== null;
      this.#o.onFault(error, 'a room could not be kept');
      if (!this.#isClosed) this.soon();
      return false;
    }
    for (const { id } of dirty) this.#changed.add(id);
    if (performance.now() - this.#snapshotAt > times.snapshot) await this.#snapshot();
    const fullness = fullnessOf(dirty);
    const isFull = Object.keys(fullness).length > 0;
    if (dirty.length > 0) this.#o.onSaved({ boards: sequences, ...(isFull ? { fullness } : {}) });
    return true;
  }

  /** A restore point of what has changed. One that fails costs nothing but itself. */
  async #snapshot(): Promise<void> {
    const changed = [...this.#changed];
    this.#snapshotAt = performance.now();
    if (changed.length === 0) return;
    try {
      await this.#o.storage.snapshot(this.#o.roomId, changed);
      this.#changed.clear();
    } catch (error) {
      this.#o.onFault(error, 'a restore point could not be taken');
    }
  }

  /** A restore point of a page as it is now. Resolves with whether there is one. */
  async restorePoint(boardId: number): Promise<boolean> {
    if (!(await this.save())) return false;
    this.#changed.add(boardId);
    await this.#snapshot();
    return !this.#changed.has(boardId);
  }

  /**
   * Keeps everything and stops. Resolves with whether all of it is kept. Of a room that was lost to another process the
   * document there is the newer one; of drawings the database keeps what is newer.
   */
  async close(isLost: boolean): Promise<boolean> {
    this.#isClosed = true;
    if (isLost) this.#documentIsUnsaved = false;
    if (this.#timer) clearTimeout(this.#timer);
    let isSaved = await this.save();
    for (let attempt = 1; !isSaved && attempt < triesAtClose; attempt += 1) isSaved = await this.save();
    if (isSaved) await this.#snapshot();
    return isSaved;
  }
}

/** BD-5: how full those of the pages are that are nearly full. */
export function fullnessOf(boards: Iterable<Board>): Record<string, number> {
  const full = [...boards].filter(({ fullness }) => fullness >= nearlyFull);
  return Object.fromEntries(full.map(({ id, fullness }) => [id, fullness]));
}
