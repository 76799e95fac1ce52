import { setTimeout as pause } from 'node:timers/promises';
import { changedId, type ElementChange } from '@echochat/activity-protocol/rooms/change.ts';
import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { EchoError, type ErrorCode } from '@echochat/core/platform/errors.ts';
import { Board, maxRoomBytes } from './board.ts';
import type { Budget } from './budget.ts';
import { bytesOf } from './element-change.ts';
import { Frames } from './frames.ts';
import { fullnessOf } from './keeping.ts';
import type { Outbox } from './outbox.ts';
import type { PersonBudgets } from './people.ts';

/** BD-10: of a page in one message. */
const partBytes = 256 * 1_024;
/** BD-3: of elements that are asked for, in one message. */
const askedBytes = 48 * 1_024;
/** A page that goes back to how it was is told bit by bit, so that it waits for nobody's line. */
const restoredBytes = 128 * 1_024;
const restoredEachMs = 100;

export interface RoomBoardsOptions {
  boards: readonly Board[];
  outbox: Outbox;
  /** How many pages are in the room. */
  pages: () => number;
  /** RR-1. Throws not_allowed for a page that is not in the room. */
  mayDraw: (session: string) => boolean;
  /** Something counts that is not kept yet. */
  onTaken: () => void;
  /** RM-10 of core: a restore point of a page as it is now. Resolves with whether there is one. */
  restorePoint: (boardId: number) => Promise<boolean>;
}

/** The pages of an open room's board: what is drawn there, told and asked for. */
export class RoomBoards {
  readonly #o: RoomBoardsOptions;
  readonly #boards: Map<number, Board>;
  readonly frames: Frames;

  constructor(options: RoomBoardsOptions) {
    this.#o = options;
    this.#boards = new Map(options.boards.map((board) => [board.id, board]));
    this.frames = new Frames(this.#boards, options.outbox, options.pages);
  }

  get all(): ReadonlyMap<number, Board> {
    return this.#boards;
  }

  /** BD-10: what a joiner is sent, as much as goes into one message; `since` is how far they are in each. The rest is asked for. */
  content(since: Readonly<Record<string, number>>) {
    this.frames.flush();
    let left = partBytes;
    const elements = [...this.#boards.values()].map((board) => {
      const from = since[board.id] ?? 0;
      const { elements, next, bytes } = left > 0 ? board.part(0, from, left) : { elements: [], next: 0, bytes: 0 };
      left -= bytes;
      return { boardId: board.id, elements, sequence: board.sequence, next };
    });
    return { boards: this.#titles, fullness: fullnessOf(this.#boards.values()), elements };
  }

  /** BD-10: the next part of a page. Throws invalid_input, too_many_requests. */
  tellPart(session: string, boardId: number, from: number, since: number, { caused }: PersonBudgets): void {
    const board = this.#board(boardId);
    this.frames.flush();
    const { elements, next, bytes } = board.part(from, since, partBytes);
    if (!caused(bytes)) throw new EchoError('too_many_requests', { seconds: 2 });
    this.#o.outbox.toSession(session, 'room:elements', { boardId, elements, sequence: board.sequence, next });
  }

  /** BD-3: elements that a page has in another version. Throws invalid_input, too_many_requests. */
  tellElements(session: string, boardId: number, ids: readonly string[], { caused }: PersonBudgets): void {
    const board = this.#board(boardId);
    this.frames.flush();
    for (const { elements, bytes } of board.partsOf(ids, askedBytes)) {
      if (!caused(bytes)) throw new EchoError('too_many_requests', { seconds: 2 });
      const changes = elements.map((el) => ({ el }));
      this.#o.outbox.toSession(session, 'room:whiteboard:stroke', { boardId, sequence: 0, changes });
    }
  }

  /** BD-6: a page that is new, by whose it is. */
  add({ id, title }: { id: number; title: string }, session: string): void {
    this.#boards.set(id, new Board(id, title));
    this.#o.outbox.toAll('room:boards', { boards: this.#titles, added: { boardId: id, session } });
  }

  rename(id: number, title: string): void {
    const board = this.#boards.get(id);
    if (!board) return;
    board.title = title;
    this.#o.outbox.toAll('room:boards', { boards: this.#titles, added: null });
  }

  /**
   * Somebody draws. Returns whether that was more than they may, and why something was not taken: of what is refused the
   * page goes back to what is here. Throws invalid_input.
   */
  draw(
    session: string,
    boardId: number,
    changes: readonly ElementChange[],
    broken: readonly string[],
    mayWork: Budget,
  ): { isTooMuch: boolean; refusal: ErrorCode | null } {
    const { outbox, mayDraw } = this.#o;
    const board = this.#board(boardId);
    const refuse = (ids: string[]) => outbox.toSession(session, 'room:refused', { boardId, ids });
    if (!mayDraw(session)) {
      refuse([...broken, ...changes.map(changedId)]);
      return { isTooMuch: !mayWork(changes.length), refusal: 'view_only' };
    }
    const { accepted, wanted, stale, refused, isTooMuch } = board.draw(changes, this.#freeBytes, mayWork);
    this.#take(boardId, accepted);
    if (wanted.length > 0) outbox.toSession(session, 'room:wanted', { boardId, ids: wanted });
    if (stale.length > 0) outbox.toSession(session, 'room:stale', { boardId, stale });
    if (broken.length + refused.length > 0) refuse([...broken, ...refused.map(({ id }) => id)]);
    return { isTooMuch, refusal: broken.length > 0 ? 'element_broken' : (refused[0]?.code ?? null) };
  }

  /**
   * RM-10 of core: the page as it was; as it is now it can be gone back to as well. Resolves with why something of it has
   * no place. Throws invalid_input, unavailable.
   */
  async restore(boardId: number, past: readonly BoardElement[]): Promise<ErrorCode | null> {
    const board = this.#board(boardId);
    // Without a way back to how it is now, nothing is given up.
    if (!(await this.#o.restorePoint(boardId))) throw new EchoError('unavailable');
    let refusal: ErrorCode | null = null;
    for (const portion of portionsOf(board.changesTo(past), restoredBytes)) {
      const { accepted, refused } = board.draw(portion, this.#freeBytes);
      this.#take(boardId, accepted);
      this.frames.flush();
      refusal ??= refused[0]?.code ?? null;
      await pause(restoredEachMs);
    }
    return refusal;
  }

  /** What counts is told to everybody and kept. */
  #take(boardId: number, accepted: readonly ElementChange[]): void {
    if (accepted.length === 0) return;
    this.frames.push(boardId, accepted);
    this.#o.onTaken();
  }

  #board(boardId: number): Board {
    const board = this.#boards.get(boardId);
    if (!board) throw new EchoError('invalid_input', { field: 'boardId' });
    return board;
  }

  /** BD-8. */
  get #freeBytes(): number {
    let free = maxRoomBytes;
    for (const { bytes } of this.#boards.values()) free -= bytes;
    return free;
  }

  get #titles(): { id: number; title: string }[] {
    return [...this.#boards.values()].map(({ id, title }) => ({ id, title }));
  }
}

/** Changes in portions of so many bytes, one more change at most. */
function portionsOf(changes: readonly ElementChange[], bytes: number): ElementChange[][] {
  const portions: ElementChange[][] = [];
  let left = 0;
  for (const change of changes) {
    if (left <= 0) {
      portions.push([]);
      left = bytes;
    }
    portions.at(-1)?.push(change);
    left -= bytesOf(change);
  }
  return portions;
}
