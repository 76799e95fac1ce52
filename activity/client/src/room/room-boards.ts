import type { ElementChange } from '@echochat/activity-protocol/rooms/change.ts';
import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import type { ClientEvent, FromServer, Said } from '@echochat/activity-protocol/rooms/events.ts';
import { unpack } from '@echochat/activity-protocol/rooms/packed.ts';
import { BoardSync } from './board-sync.ts';
import { Outflow, portions } from './outflow.ts';
import type { OnServerEvent } from './room-events.ts';

type BoardListener = (elements: readonly BoardElement[]) => void;

/** What the server refuses of a board: elements as it has them, and ids of those that it does not have. */
export interface Refusal {
  back: readonly BoardElement[];
  gone: readonly string[];
}
type RefusalListener = (refusal: Refusal) => void;

/** A part of a page that has not come by then is asked for again. */
const partMs = 5_000;
/** A frame that is under way brings what is missing by then. */
const missingMs = 300;

/** What boards need of the room's connection. */
export interface BoardsLine {
  emit<Name extends ClientEvent>(event: Name, data: Omit<Said[Name], 'roomId'>): void;
  /** Whether the page is in the room now. */
  isIn(): boolean;
}

/** A page's end of a room's boards: says what is drawn, asks for what is missing, and says again what was not kept. */
export class RoomBoards {
  readonly #line: BoardsLine;
  readonly #boards = new Map<number, BoardSync>();
  readonly #listeners = new Map<number, Set<BoardListener>>();
  readonly #refusalListeners = new Map<number, Set<RefusalListener>>();
  /** What waits here when the line breaks is said anew after joining: it has not come back as kept. */
  readonly #strokes = new Outflow<Omit<Said['room:whiteboard:stroke'], 'roomId'> & { size: number }>(
    ({ boardId, changes }) => this.#line.emit('room:whiteboard:stroke', { boardId, changes }),
    { sizeOf: ({ size }) => size, onIdle: () => this.#sayHeld() },
  );
  /** What was drawn while others of it were under way, or not all of its page was here. */
  readonly #held = new Map<number, Map<string, BoardElement>>();
  /** BD-10: parts of pages that were asked for. */
  readonly #parts = new Map<number, { from: number; since: number; timer: ReturnType<typeof setTimeout> }>();

  constructor(line: BoardsLine, on: OnServerEvent) {
    this.#line = line;
    on('room:whiteboard:stroke', (frame) => {
      const { boardId, sequence, changes } = frame;
      this.#show(boardId, this.board(boardId).frame({ sequence, changes: changes.map(unpack) }));
    });
    on('room:elements', ({ boardId, elements, sequence, next }) => {
      if (!this.#parts.has(boardId)) return;
      this.board(boardId).more(elements, sequence, next);
      this.#show(boardId, elements);
      this.#goOn(boardId, next, this.#parts.get(boardId)?.since ?? 0);
    });
    on('room:stale', ({ boardId, stale }) => {
      const { here, missing } = this.board(boardId).stale(stale);
      this.#show(boardId, here);
      if (missing.length > 0) setTimeout(() => this.#askFor(boardId, stale), missingMs);
    });
    on('room:refused', ({ boardId, ids }) => {
      const refusal = this.board(boardId).refused(ids);
      for (const listener of this.#refusalListeners.get(boardId) ?? []) listener(refusal);
    });
    on('room:wanted', ({ boardId, ids }) => this.#say(boardId, this.board(boardId).wholeOf(ids)));
    on('room:saved', ({ boards }) => {
      for (const [boardId, sequence] of Object.entries(boards)) this.board(Number(boardId)).saved(sequence);
    });
  }

  /** How far this page has come in each board, to be sent what came after. */
  get positions(): Record<string, number> {
    return Object.fromEntries([...this.#boards].map(([id, { sequence }]) => [id, sequence]));
  }

  joined({ elements: parts, isWhole }: Pick<FromServer['room:joined'], 'elements' | 'isWhole'>): void {
    this.#strokes.stop();
    this.#held.clear();
    for (const { boardId, elements, sequence, next } of parts) {
      const board = this.board(boardId);
      const since = isWhole ? 0 : board.sequence;
      board.rejoin(elements, sequence, isWhole, next);
      this.#show(boardId, board.elements);
      this.#goOn(boardId, next, since);
    }
  }

  board(boardId: number): BoardSync {
    const known = this.#boards.get(boardId) ?? new BoardSync();
    this.#boards.set(boardId, known);
    return known;
  }

  /** Hears which elements of a board are to be shown, until the returned function is called. */
  onShown(boardId: number, listener: BoardListener): () => void {
    const listeners = this.#listeners.get(boardId) ?? new Set();
    this.#listeners.set(boardId, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Hears what the server did not take of a board, until the returned function is called. */
  onRefused(boardId: number, listener: RefusalListener): () => void {
    const listeners = this.#refusalListeners.get(boardId) ?? new Set();
    this.#refusalListeners.set(boardId, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Tells of what was drawn; while there is no connection it waits in the board. */
  draw(boardId: number, elements: readonly BoardElement[]): void {
    if (!this.#line.isIn()) return;
    const board = this.board(boardId);
    if (board.isHere && !this.#strokes.isBusy) this.#say(boardId, board.changesOf(elements));
    else {
      const held = this.#held.get(boardId) ?? new Map<string, BoardElement>();
      for (const element of elements) if (board.isNews(element)) held.set(element.id, element);
      this.#held.set(boardId, held);
    }
  }

  /** Says at once what waits. */
  flush(): void {
    this.#strokes.flush();
  }

  /** The line is gone: what was under way is said anew after joining. */
  stop(): void {
    this.#strokes.stop();
    this.askNoParts();
  }

  askNoParts(): void {
    for (const { timer } of this.#parts.values()) clearTimeout(timer);
    this.#parts.clear();
  }

  #show(boardId: number, elements: readonly BoardElement[]): void {
    for (const listener of this.#listeners.get(boardId) ?? []) listener(elements);
  }

  /** BD-10: asks for the next part of a page; once all of it is here, what the server does not have is said. */
  #goOn(boardId: number, next: number | null, since: number): void {
    clearTimeout(this.#parts.get(boardId)?.timer);
    this.#parts.delete(boardId);
    if (next === null) {
      const board = this.board(boardId);
      this.#say(boardId, board.changesOf(board.lost));
      this.#sayHeld();
      return;
    }
    this.#line.emit('room:elements', { boardId, from: next, since });
    const timer = setTimeout(() => this.#goOn(boardId, next, since), partMs);
    this.#parts.set(boardId, { from: next, since, timer });
  }

  /** BD-3: what no frame has brought meanwhile. */
  #askFor(boardId: number, stale: FromServer['room:stale']['stale']): void {
    const { here, missing } = this.board(boardId).stale(stale);
    this.#show(boardId, here);
    if (missing.length > 0 && this.#line.isIn()) this.#line.emit('room:elements:get', { boardId, ids: missing });
  }

  #sayHeld(): void {
    for (const [boardId, held] of this.#held) {
      if (this.#strokes.isBusy) return;
      if (!this.board(boardId).isHere) continue;
      this.#held.delete(boardId);
      this.#say(boardId, this.board(boardId).changesOf([...held.values()]));
    }
  }

  #say(boardId: number, changes: readonly ElementChange[]): void {
    this.#strokes.push(
      portions(changes).map((portion) => ({ boardId, changes: portion, size: JSON.stringify(portion).length })),
    );
  }
}
