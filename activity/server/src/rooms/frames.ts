import type { ElementChange } from '@echochat/activity-protocol/rooms/change.ts';
import type { Cursor } from '@echochat/activity-protocol/rooms/events.ts';
import { type PackedChange, pack } from '@echochat/activity-protocol/rooms/packed.ts';
import type { Board } from './board.ts';
import { Gather } from './gather.ts';
import type { Outbox } from './outbox.ts';

const manyPages = 10;
const fewMs = 16;
const manyMs = 33;
const cursorMs = 50;

/** What is told of the boards while people draw: changes in frames, and where hands are. */
export class Frames {
  readonly #boards: ReadonlyMap<number, Board>;
  readonly #outbox: Outbox;
  readonly #changes = new Map<number, PackedChange[]>();
  readonly #cursors = new Map<string, Cursor>();
  readonly #frames: Gather;
  readonly #cursorFrames: Gather;

  /** `pages` is how many are told. */
  constructor(boards: ReadonlyMap<number, Board>, outbox: Outbox, pages: () => number) {
    this.#boards = boards;
    this.#outbox = outbox;
    this.#frames = new Gather(
      () => this.#sendChanges(),
      () => (pages() > manyPages ? manyMs : fewMs),
    );
    this.#cursorFrames = new Gather(
      () => this.#sendCursors(),
      () => cursorMs,
    );
  }

  push(boardId: number, accepted: readonly ElementChange[]): void {
    const waiting = this.#changes.get(boardId) ?? [];
    for (const change of accepted) waiting.push(pack(change));
    this.#changes.set(boardId, waiting);
    this.#frames.push();
  }

  cursor(cursor: Cursor): void {
    this.#cursors.set(cursor.session, cursor);
    this.#cursorFrames.push();
  }

  /** Whose hand it was has gone. */
  forget(session: string): void {
    this.#cursors.delete(session);
  }

  /** Ends the frame that is being gathered. */
  flush(): void {
    this.#frames.flush();
  }

  stop(): void {
    this.#frames.stop();
    this.#cursorFrames.stop();
  }

  #sendChanges(): void {
    for (const [boardId, changes] of this.#changes) {
      const sequence = this.#boards.get(boardId)?.endFrame() ?? 0;
      this.#outbox.toAll('room:whiteboard:stroke', { boardId, sequence, changes });
    }
    this.#changes.clear();
  }

  #sendCursors(): void {
    if (this.#cursors.size === 0) return;
    this.#outbox.toAllSoon('room:cursors', { cursors: [...this.#cursors.values()] });
    this.#cursors.clear();
  }
}
