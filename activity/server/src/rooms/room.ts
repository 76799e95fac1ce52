import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Caller } from '@echochat/activity-protocol/rooms/call.ts';
import { changedId, type ElementChange } from '@echochat/activity-protocol/rooms/change.ts';
import {
  type Actor,
  act,
  mayAct,
  mayDraw,
  mayWrite,
  type RoomAction,
  type RoomDocument,
  turnTimer,
} from '@echochat/activity-protocol/rooms/document.ts';
import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import type { ChatLine, FromServer, Participant } from '@echochat/activity-protocol/rooms/events.ts';
import type { RoomFile } from '@echochat/activity-protocol/rooms/files.ts';
import { EchoError, type ErrorCode } from '@echochat/core/platform/errors.ts';
import type { ChimeName } from '@echochat/core/platform/realtime.ts';
import { Apart, outboxApart } from './apart.ts';
import { Board, maxRoomBytes } from './board.ts';
import type { Budget } from './budget.ts';
import { Call } from './call.ts';
import { bytesOf } from './element-change.ts';
import { Frames } from './frames.ts';
import { Gather } from './gather.ts';
import { fullnessOf, Keeping } from './keeping.ts';
import type { Outbox } from './outbox.ts';
import type { PersonBudgets } from './people.ts';
import { RoomNotes } from './room-notes.ts';
import type { KeptNotes, RoomContent, RoomStorage } from './storage.ts';

/** RD-1: how often the document and the call are told at most, in milliseconds. */
const toldEachMs = 100;
/** BD-10: of a page in one message. */
const partBytes = 256 * 1_024;
/** BD-3: of elements that are asked for, in one message. */
const askedBytes = 48 * 1_024;
/** A page that goes back to how it was is told bit by bit, so that it waits for nobody's line. */
const restoredBytes = 128 * 1_024;
const restoredEachMs = 100;

export type SignalName = 'room:webrtc:offer' | 'room:webrtc:answer' | 'room:webrtc:ice';

export interface RoomOptions {
  id: number;
  content: RoomContent;
  storage: RoomStorage;
  outbox: Outbox;
  /** Milliseconds since 1970. */
  now: () => number;
  onFault: (error: unknown, what: string) => void;
  /** Times in milliseconds, shorter in tests. */
  times?: Partial<Times>;
}

interface Times {
  save: number;
  snapshot: number;
  heartbeat: number;
  hostAway: number;
}
const usual: Times = { save: 1_000, snapshot: 10 * 60_000, heartbeat: 20_000, hostAway: 60_000 };

/** A room while somebody is in it: its boards, its document, who is there. Knows no sockets. */
export class Room {
  readonly id: number;
  /** Of this opening: positions of another one mean nothing here. */
  readonly epoch = randomUUID();
  readonly boards: Map<number, Board>;
  document: RoomDocument;
  people: Participant[] = [];
  readonly notes: RoomNotes;
  readonly #call = new Call();
  readonly #apart = new Apart();

  readonly #o: RoomOptions;
  readonly #times: Times;
  /** Whose page it is, by session. */
  readonly #sessions = new Map<string, number>();
  readonly #frames: Frames;
  readonly #documents: Gather;
  readonly #calls: Gather;
  #documentBytes: number;
  readonly #keeping: Keeping;
  #turnTimer: NodeJS.Timeout | null = null;
  #hostTimer: NodeJS.Timeout | null = null;
  readonly #heart: NodeJS.Timeout;
  #isClosed = false;
  #beating = false;
  #beatAgain = false;
  readonly #background = new Set<Promise<void>>();

  constructor(options: RoomOptions) {
    this.#o = { ...options, outbox: outboxApart(options.outbox, this.#apart, this.#sessions) };
    this.#times = { ...usual, ...options.times };
    this.id = options.id;
    this.document = options.content.document;
    this.notes = new RoomNotes({
      kept: options.content.notes,
      outbox: this.#o.outbox,
      refuseViewers: (session) => this.refuseViewers(session),
      onChanged: () => this.#keeping.documentChanged(),
      saveSnapshot: (text) => options.storage.notesSnapshot(this.id, text),
      inBackground: (what, work) => this.#inBackground(what, work),
      snapshotMs: this.#times.snapshot,
    });
    this.boards = new Map(options.content.boards.map((board) => [board.id, board]));
    this.#documentBytes = bytesOf(this.document);
    this.#documents = new Gather(
      () => this.#tellDocument(),
      () => toldEachMs,
    );
    this.#calls = new Gather(
      () => this.#o.outbox.toAll('room:voice', { callers: this.callers }),
      () => toldEachMs,
    );
    this.#frames = new Frames(this.boards, this.#o.outbox, () => this.#sessions.size);
    this.#keeping = new Keeping({
      roomId: this.id,
      boards: this.boards,
      storage: options.storage,
      document: () => this.#kept,
      endFrames: () => this.#frames.flush(),
      onSaved: (saved) => this.#o.outbox.toAll('room:saved', saved),
      onFault: options.onFault,
      times: this.#times,
    });
    this.#heart = setInterval(() => this.#beat(), this.#times.heartbeat);
    this.#heart.unref();
    this.#scheduleTurn();
  }

  get isEmpty(): boolean {
    return this.#sessions.size === 0;
  }

  get presentIds(): number[] {
    return [...new Set(this.#sessions.values())];
  }

  /** Who a session is, with the role that they have now. Throws not_allowed for one that is not in the room. */
  actor(session: string): Actor {
    const userId = this.#sessions.get(session);
    const person = this.people.find((one) => one.userId === userId);
    if (userId === undefined || !person) throw new EchoError('not_allowed');
    return { userId, role: person.role };
  }

  /** Says who belongs to the room, as the database has it now. */
  setPeople(people: readonly Omit<Participant, 'isHere'>[]): void {
    const present = new Set(this.presentIds);
    this.people = people.map((person) => ({ ...person, isHere: present.has(person.userId) }));
    this.#watchHost();
  }

  /** RA-1: those of whom one has blocked the other. Their pages join again, to see what is left for them. */
  setApart(pairs: readonly (readonly [number, number])[]): void {
    const changed = new Set(this.#apart.set(pairs));
    if (changed.size === 0) return;
    for (const [session, userId] of this.#sessions)
      if (changed.has(userId)) this.#o.outbox.toSession(session, 'room:moved', {});
    if (this.#call.callers.some(({ userId }) => changed.has(userId))) this.#tellCall();
  }

  /** What of the room is about people, as one of them sees it. */
  seenBy(userId: number) {
    const { people: participants, document, callers } = this;
    return this.#apart.seenBy(userId, { participants, document, callers });
  }

  tellPeople(): void {
    this.#o.outbox.toAll('room:people', { participants: this.people });
  }

  tellFiles(files: RoomFile[]): void {
    this.#o.outbox.toAll('room:files', { files });
  }

  /** RJ-3: a page opens. The person is told of with their first one. */
  enter(session: string, userId: number): void {
    const isFirst = !this.presentIds.includes(userId);
    this.#sessions.set(session, userId);
    if (!isFirst) return;
    this.setPeople(this.people);
    const user = this.people.find((person) => person.userId === userId);
    if (user) this.#o.outbox.toAll('room:participant-joined', { user });
    this.#beat();
  }

  /** A page closes. */
  exit(session: string): void {
    const userId = this.#sessions.get(session);
    if (userId === undefined) return;
    this.#sessions.delete(session);
    this.#frames.forget(session);
    if (this.#call.leave(session)) this.#tellCall();
    if (this.presentIds.includes(userId)) return;
    const lowered = act(this.document, { do: 'hand', up: false }, { userId, role: 'participant' }, this.#o.now());
    if (lowered && lowered !== 'full') this.#change(lowered);
    this.setPeople(this.people);
    this.#o.outbox.toAll('room:participant-left', { userId });
    this.#beat();
  }

  /** BD-10: what a joiner is sent of the boards, as much as goes into one message. The rest is asked for. */
  content(since: { epoch: string; boards: Record<string, number> } | undefined) {
    this.#frames.flush();
    const isWhole = since?.epoch !== this.epoch;
    let left = partBytes;
    const elements = [...this.boards.values()].map((board) => {
      const from = isWhole ? 0 : (since?.boards[board.id] ?? 0);
      const { elements, next, bytes } = left > 0 ? board.part(0, from, left) : { elements: [], next: 0, bytes: 0 };
      left -= bytes;
      return { boardId: board.id, elements, sequence: board.sequence, next };
    });
    return {
      epoch: this.epoch,
      isWhole,
      boards: this.#pages,
      fullness: fullnessOf(this.boards.values()),
      elements,
    };
  }

  /** BD-10: the next part of a page. Throws invalid_input, too_many_requests. */
  tellPart(session: string, boardId: number, from: number, since: number, { caused }: PersonBudgets): void {
    const board = this.#board(boardId);
    this.#frames.flush();
    const { elements, next, bytes } = board.part(from, since, partBytes);
    if (!caused(bytes)) throw new EchoError('too_many_requests', { seconds: 2 });
    this.#o.outbox.toSession(session, 'room:elements', { boardId, elements, sequence: board.sequence, next });
  }

  /** BD-3: elements that a page has in another version. Throws invalid_input, too_many_requests. */
  tellElements(session: string, boardId: number, ids: readonly string[], { caused }: PersonBudgets): void {
    const board = this.#board(boardId);
    this.#frames.flush();
    for (const { elements, bytes } of board.partsOf(ids, askedBytes)) {
      if (!caused(bytes)) throw new EchoError('too_many_requests', { seconds: 2 });
      const changes = elements.map((el) => ({ el }));
      this.#o.outbox.toSession(session, 'room:whiteboard:stroke', { boardId, sequence: 0, changes });
    }
  }

  #board(boardId: number): Board {
    const board = this.boards.get(boardId);
    if (!board) throw new EchoError('invalid_input', { field: 'boardId' });
    return board;
  }

  /** BD-8. */
  get #freeBytes(): number {
    let free = maxRoomBytes;
    for (const { bytes } of this.boards.values()) free -= bytes;
    return free;
  }

  get #pages(): { id: number; title: string }[] {
    return [...this.boards.values()].map(({ id, title }) => ({ id, title }));
  }

  /** RR-1. Throws view_only. */
  refuseViewers(session: string): void {
    if (!mayDraw(this.document, this.actor(session))) throw new EchoError('view_only');
  }

  /** BD-6: a page that is new, by whose it is. */
  addBoard({ id, title }: { id: number; title: string }, session: string): void {
    this.boards.set(id, new Board(id, title));
    this.#o.outbox.toAll('room:boards', { boards: this.#pages, added: { boardId: id, session } });
  }

  renameBoard(id: number, title: string): void {
    const board = this.boards.get(id);
    if (!board) return;
    board.title = title;
    this.#o.outbox.toAll('room:boards', { boards: this.#pages, added: null });
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
    const board = this.#board(boardId);
    const refuse = (ids: string[]) => this.#o.outbox.toSession(session, 'room:refused', { boardId, ids });
    if (!mayDraw(this.document, this.actor(session))) {
      refuse([...broken, ...changes.map(changedId)]);
      return { isTooMuch: !mayWork(changes.length), refusal: 'view_only' };
    }
    const { accepted, wanted, stale, refused, isTooMuch } = board.draw(changes, this.#freeBytes, mayWork);
    this.#take(boardId, accepted);
    if (wanted.length > 0) this.#o.outbox.toSession(session, 'room:wanted', { boardId, ids: wanted });
    if (stale.length > 0) this.#o.outbox.toSession(session, 'room:stale', { boardId, stale });
    if (broken.length + refused.length > 0) refuse([...broken, ...refused.map(({ id }) => id)]);
    return { isTooMuch, refusal: broken.length > 0 ? 'element_broken' : (refused[0]?.code ?? null) };
  }

  /** What counts is told to everybody and kept. */
  #take(boardId: number, accepted: readonly ElementChange[]): void {
    if (accepted.length === 0) return;
    this.#frames.push(boardId, accepted);
    this.#keeping.soon();
  }

  cursor(session: string, boardId: number, x: number, y: number): void {
    const { userId } = this.actor(session);
    this.#frames.cursor({ session, userId, boardId, x, y });
  }

  get callers(): Caller[] {
    return this.#call.callers;
  }

  /** A page comes into the call, changes there, or leaves it. Throws call_full. */
  speak(session: string, { on, isMuted, hasCamera }: { on: boolean; isMuted: boolean; hasCamera: boolean }): void {
    const { userId } = this.actor(session);
    if (on) this.#call.set({ session, userId, isMuted, hasCamera });
    else this.#call.leave(session);
    this.#tellCall();
  }

  #tellCall(): void {
    this.#calls.push();
  }

  /** RV-2: passes on what two pages say to find each other. Throws not_allowed. */
  signal<Name extends SignalName>(session: string, to: string, name: Name, data: FromServer[Name]): void {
    this.#call.refuseStrangers(session, to);
    const hidden = this.#apart.hiddenFrom(this.actor(session).userId);
    if (hidden?.has(this.#sessions.get(to) ?? 0)) throw new EchoError('not_allowed');
    this.#o.outbox.toSession(to, name, data);
  }

  get #kept(): RoomDocument & KeptNotes {
    const { text, taken } = this.notes.whole;
    return { ...this.document, notes: text, taken };
  }

  /** RR-2. Throws muted. */
  refuseMuted(session: string): void {
    if (!mayWrite(this.document, this.actor(session))) throw new EchoError('muted');
  }

  say(message: ChatLine): void {
    this.#o.outbox.toAll('room:chat', { message });
  }

  /** As JSON, when it was told last. */
  get documentBytes(): number {
    return this.#documentBytes;
  }

  /** RR-3. Throws not_host, muted, room_list_full. */
  act(session: string, action: RoomAction): void {
    const who = this.actor(session);
    if (!mayAct(this.document, action, who)) throw new EchoError(mayWrite(this.document, who) ? 'not_host' : 'muted');
    const next = act(this.document, action, who, this.#o.now());
    if (next === 'full') throw new EchoError('room_list_full');
    if (!next) return;
    this.#change(next);
    if (action.do === 'timer:start') this.#chime('focus', this.#o.now());
    else if (action.do === 'timer:stop') this.#chime('stop', this.#o.now());
  }

  /** RD-4: what began, and when, milliseconds since 1970. */
  #chime(chime: ChimeName, at: number): void {
    if (!this.document.chimes) return;
    this.#inBackground('a chime was not passed on', () => this.#o.storage.chime(this.id, chime, at));
  }

  #change(document: RoomDocument): void {
    this.document = document;
    this.#documents.push();
    this.#scheduleTurn();
    this.#keeping.documentChanged();
  }

  #tellDocument(): void {
    const { document } = this;
    this.#documentBytes = bytesOf(document);
    this.#o.outbox.toAll('room:document', { document, now: this.#o.now() });
  }

  #scheduleTurn(): void {
    if (this.#turnTimer) clearTimeout(this.#turnTimer);
    this.#turnTimer = null;
    const endsAt = this.document.timer?.endsAt;
    if (this.#isClosed || endsAt === undefined || endsAt === null) return;
    this.#turnTimer = setTimeout(
      () => {
        const next = turnTimer(this.document, this.#o.now());
        if (!next) return this.#scheduleTurn();
        this.#change(next);
        const { timer } = next;
        if (timer?.endsAt != null) this.#chime(timer.phase, timer.endsAt - timer.leftMs);
      },
      Math.max(20, endsAt - this.#o.now()),
    );
    this.#turnTimer.unref();
  }

  /** RM-5 of core: the host's minute begins when nobody of theirs is here any more. */
  #watchHost(): void {
    const host = this.people.find(({ role }) => role === 'host');
    const isHere = host?.isHere === true;
    if (isHere || this.isEmpty || this.#isClosed) {
      if (this.#hostTimer) clearTimeout(this.#hostTimer);
      this.#hostTimer = null;
      return;
    }
    this.#hostTimer ??= setTimeout(() => {
      this.#hostTimer = null;
      this.#inBackground('nobody could follow the host', () => this.#o.storage.succeedHost(this.id, this.presentIds));
    }, this.#times.hostAway).unref();
  }

  /** One at a time: who comes and goes meanwhile is in the next one. */
  #beat(): void {
    if (this.#beating) {
      this.#beatAgain = true;
      return;
    }
    this.#beating = true;
    this.#inBackground('presence was not recorded', async () => {
      try {
        await this.#o.storage.present(this.id, this.presentIds);
      } finally {
        this.#beating = false;
        if (this.#beatAgain) {
          this.#beatAgain = false;
          this.#beat();
        }
      }
    });
  }

  /** What nobody waits for, but the end of the room. */
  #inBackground(what: string, work: () => Promise<void>): void {
    const task = work()
      .catch((error: unknown) => this.#o.onFault(error, what))
      .finally(() => this.#background.delete(task));
    this.#background.add(task);
  }

  /**
   * RM-10 of core: the page as it was; as it is now it can be gone back to as well. Resolves with why something of it has
   * no place.
   */
  async restore(boardId: number, past: readonly BoardElement[]): Promise<ErrorCode | null> {
    const board = this.#board(boardId);
    // Without a way back to how it is now, nothing is given up.
    if (!(await this.#keeping.restorePoint(boardId))) throw new EchoError('unavailable');
    let refusal: ErrorCode | null = null;
    for (const portion of portionsOf(board.changesTo(past), restoredBytes)) {
      const { accepted, refused } = board.draw(portion, this.#freeBytes);
      this.#take(boardId, accepted);
      this.#frames.flush();
      refusal ??= refused[0]?.code ?? null;
      await pause(restoredEachMs);
    }
    return refusal;
  }

  /** Keeps everything and stops. Resolves with whether all of it is kept. */
  async close(isLost = false): Promise<boolean> {
    this.#isClosed = true;
    clearInterval(this.#heart);
    for (const timer of [this.#turnTimer, this.#hostTimer]) if (timer) clearTimeout(timer);
    const isSaved = await this.#keeping.close(isLost);
    if (isSaved && !isLost) this.#inBackground('a restore point of notes was not taken', () => this.notes.close());
    this.#frames.stop();
    this.#documents.stop();
    this.#calls.stop();
    while (this.#background.size > 0) await Promise.all(this.#background);
    return isSaved;
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
