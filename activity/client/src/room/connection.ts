import type { ElementChange } from '@echochat/activity-protocol/rooms/change.ts';
import type { RoomAction } from '@echochat/activity-protocol/rooms/document.ts';
import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import {
  type ClientEvent,
  type Cursor,
  type FromServer,
  type Participant,
  protocolVersion,
  type Said,
  type ServerEvent,
} from '@echochat/activity-protocol/rooms/events.ts';
import type { NotesText, NotesUpdate } from '@echochat/activity-protocol/rooms/notes.ts';
import { unpack } from '@echochat/activity-protocol/rooms/packed.ts';
import { io, type Socket } from 'socket.io-client';
import { BoardSync } from './board-sync.ts';
import type { CallLine, Signal } from './call.ts';
import type { NotesLine } from './notes-session.ts';
import { Outflow, portions } from './outflow.ts';
import { initialState, type RoomNews, type RoomState } from './room-state.ts';

export interface Identity {
  roomId: number;
  userId: number;
  token: string;
  /** A new token; rejects where the room is not theirs any more. */
  renew(): Promise<string>;
}

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

/** Refusals after which there is nothing to come back to. */
const final = new Set([
  'blocked_is_here',
  'removed_from_room',
  'room_ended',
  'room_not_found',
  'room_full',
  'door_closed',
  'page_too_old',
  'not_signed_in',
  'too_many_pages',
]);
/** What passes by itself: a page that waits to be let in asks again. */
const passing = new Set(['unavailable', 'cannot_save', 'busy', 'internal', 'too_many_requests']);
const mostChat = 500;

/** A page's end of a room: comes back by itself, and says again what was not kept. */
export class RoomConnection implements CallLine, NotesLine {
  readonly #socket: Socket;
  readonly #identity: Identity;
  readonly #listeners = new Set<() => void>();
  readonly #boards = new Map<number, BoardSync>();
  readonly #notesListeners = new Set<(said: FromServer['room:notes'] | 'joined') => void>();
  #notes: NotesText = { version: 0, text: '', taken: {} };
  readonly #refusals = new Map<string, () => void>();
  readonly #signalListeners = new Set<(signal: Signal) => void>();
  readonly #boardListeners = new Map<number, Set<BoardListener>>();
  /** What waits here when the line breaks is said anew after joining: it has not come back as kept. */
  readonly #strokes = new Outflow<Omit<Said['room:whiteboard:stroke'], 'roomId'> & { size: number }>(
    ({ boardId, changes }) => this.#emit('room:whiteboard:stroke', { boardId, changes }),
    { sizeOf: ({ size }) => size, onIdle: () => this.#sayHeld() },
  );
  /** What was drawn while others of it were under way, or not all of its page was here. */
  readonly #held = new Map<number, Map<string, BoardElement>>();
  /** BD-10: parts of pages that were asked for. */
  readonly #parts = new Map<number, { from: number; since: number; timer: ReturnType<typeof setTimeout> }>();
  readonly #refusalListeners = new Map<number, Set<RefusalListener>>();
  #state: RoomState;
  #token: string;
  #epoch = '';
  #evenSo = false;

  constructor(identity: Identity) {
    this.#identity = identity;
    this.#token = identity.token;
    this.#state = initialState(identity.userId);
    this.#socket = io({
      transports: ['websocket'],
      auth: (give) => give({ token: this.#token }),
      reconnectionDelay: 300,
      reconnectionDelayMax: 5_000,
    });
    const on = <Name extends ServerEvent>(event: Name, listener: (data: FromServer[Name]) => void) =>
      void this.#socket.on(event as string, listener);
    this.#socket.on('connect', () => this.#join());
    this.#socket.on('connect_error', (error) => {
      if (error.message === 'not_signed_in') void this.#renew();
      else if (final.has(error.message)) this.#end('refused', error.message);
      // Where the server itself said no, the library does not try again.
      else if (!this.#socket.active) setTimeout(() => this.#socket.connect(), 1_000);
    });
    this.#socket.on('disconnect', (reason) => {
      this.#strokes.stop();
      this.#askNoParts();
      if (this.#state.status === 'in') this.#set({ status: 'reconnecting', cursors: new Map() });
      // The server's own word is not tried again by the library.
      if (reason === 'io server disconnect' && this.#isOpen) this.#socket.connect();
    });
    on('room:joined', (joined) => this.#joined(joined));
    on('room:participant-joined', ({ user }) =>
      this.#people([...this.#state.participants.filter(({ userId }) => userId !== user.userId), user]),
    );
    on('room:participant-left', ({ userId }) =>
      this.#people(this.#state.participants.map((one) => (one.userId === userId ? { ...one, isHere: false } : one))),
    );
    on('room:people', ({ participants }) => {
      const wasLeading = this.#isHost(this.#state.participants);
      this.#people(participants);
      // Who stood in for the owner is thanked.
      if (
        wasLeading &&
        participants.some((one) => one.isOwner && one.role === 'host' && one.userId !== this.#state.you)
      )
        this.notice('owner_back');
    });
    on('room:chat', ({ message }) => this.#set({ chat: [...this.#state.chat, message].slice(-mostChat) }));
    on('room:document', ({ document, now }) => this.#set({ document, clockOffset: now - Date.now() }));
    on('room:cursors', ({ cursors }) =>
      this.#set({
        cursors: new Map([...this.#state.cursors, ...cursors.map((one): [string, Cursor] => [one.session, one])]),
      }),
    );
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
    on('room:boards', ({ boards, added }) =>
      this.#set({ boards, ...(added?.session === this.#state.session ? { added: added.boardId } : {}) }),
    );
    on('room:history', (history) => this.#set({ history }));
    on('room:notes:history', ({ points }) => this.#set({ notesHistory: points }));
    on('room:saved', ({ boards, fullness = {} }) => {
      for (const [boardId, part] of Object.entries(fullness))
        this.#set({ fullness: new Map([...this.#state.fullness, [Number(boardId), part]]) });
      for (const [boardId, sequence] of Object.entries(boards)) this.board(Number(boardId)).saved(sequence);
    });
    on('room:notes', (said) => {
      for (const listener of this.#notesListeners) listener(said);
    });
    on('room:files', ({ files }) => this.#set({ files }));
    on('presence:users-online', ({ users }) => this.#set({ online: new Map(users.map((one) => [one.userId, one])) }));
    on('presence:update', ({ userId, user }) => {
      const online = new Map(this.#state.online);
      online.delete(userId);
      this.#set({ online: user ? online.set(userId, user) : online });
    });
    on('session:starting', ({ session }) => this.#hear('starting', session));
    on('session:reminder', ({ session }) => this.#hear('reminder', session));
    on('session:invited', ({ session }) => this.#hear('invited', session));
    on('match:accepted', ({ partnership: { person } }) => {
      if (person) this.#set({ news: { kind: 'partner', title: person.displayName, at: Date.now() } });
    });
    on('room:offered', () => this.notice('offered'));
    on('room:invited', ({ userId }) => this.#set({ invited: new Set(this.#state.invited).add(userId) }));
    on('room:voice', ({ callers }) => this.#set({ callers }));
    const heard = (signal: Signal) => {
      for (const listener of this.#signalListeners) listener(signal);
    };
    on('room:webrtc:offer', (said) => heard({ kind: 'offer', ...said }));
    on('room:webrtc:answer', (said) => heard({ kind: 'answer', ...said }));
    on('room:webrtc:ice', (said) => heard({ kind: 'ice', ...said }));
    on('room:token', ({ token }) => {
      this.#token = token;
    });
    on('room:moved', () => {
      if (this.#state.status === 'in') this.#set({ status: 'reconnecting', cursors: new Map() });
      this.#join();
    });
    on('room:ended', () => this.#end('ended', null));
    on('room:error', ({ error }) => {
      const refused = this.#refusals.get(error.code);
      if (refused) refused();
      else if (final.has(error.code)) this.#end(error.code === 'room_ended' ? 'ended' : 'refused', error.code);
      else if (passing.has(error.code) && this.#state.status !== 'in') setTimeout(() => this.#joinAgain(), 2_000);
      else this.#set({ notice: { code: error.code, at: Date.now() } });
    });
  }

  get #isOpen(): boolean {
    return this.#state.status !== 'ended' && this.#state.status !== 'refused';
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly state = (): RoomState => this.#state;

  #set(part: Partial<RoomState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }

  #isHost = (participants: readonly Participant[]): boolean =>
    participants.some(({ userId, role }) => userId === this.#state.you && role === 'host');

  #people(participants: readonly Participant[]): void {
    const here = new Set(participants.filter(({ isHere }) => isHere).map(({ userId }) => userId));
    const cursors = new Map([...this.#state.cursors].filter(([, { userId }]) => here.has(userId)));
    this.#set({ participants, cursors });
  }

  #emit<Name extends ClientEvent>(event: Name, data: Omit<Said[Name], 'roomId'>): void {
    this.#socket.emit(event, { ...data, roomId: this.#identity.roomId });
  }

  #join(): void {
    this.#askNoParts();
    const boards = Object.fromEntries([...this.#boards].map(([id, { sequence }]) => [id, sequence]));
    const since = this.#epoch === '' ? {} : { since: { epoch: this.#epoch, boards } };
    this.#emit('room:join', { version: protocolVersion, ...since, ...(this.#evenSo ? { evenSo: true } : {}) });
  }

  #joinAgain(): void {
    if (this.#socket.connected && this.#state.status !== 'in') this.#join();
  }

  #joined(joined: FromServer['room:joined']): void {
    this.#strokes.stop();
    this.#epoch = joined.epoch;
    this.#notes = joined.notes;
    this.#held.clear();
    for (const { boardId, elements, sequence, next } of joined.elements) {
      const board = this.board(boardId);
      const since = joined.isWhole ? 0 : board.sequence;
      board.rejoin(elements, sequence, joined.isWhole, next);
      this.#show(boardId, board.elements);
      this.#goOn(boardId, next, since);
    }
    this.#set({
      status: 'in',
      title: joined.room.title,
      hasVoiceChannel: joined.room.hasVoiceChannel,
      session: joined.you.session,
      participants: joined.participants,
      document: joined.document,
      boards: joined.boards,
      fullness: new Map(Object.entries(joined.fullness).map(([boardId, part]) => [Number(boardId), part])),
      chat: joined.chat,
      files: joined.files,
      callers: joined.callers,
      iceServers: joined.iceServers,
      clockOffset: joined.now - Date.now(),
    });
    for (const listener of this.#notesListeners) listener('joined');
  }

  #show(boardId: number, elements: readonly BoardElement[]): void {
    for (const listener of this.#boardListeners.get(boardId) ?? []) listener(elements);
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
    this.#emit('room:elements', { boardId, from: next, since });
    const timer = setTimeout(() => this.#goOn(boardId, next, since), partMs);
    this.#parts.set(boardId, { from: next, since, timer });
  }

  #askNoParts(): void {
    for (const { timer } of this.#parts.values()) clearTimeout(timer);
    this.#parts.clear();
  }

  /** BD-3: what no frame has brought meanwhile. */
  #askFor(boardId: number, stale: FromServer['room:stale']['stale']): void {
    const { here, missing } = this.board(boardId).stale(stale);
    this.#show(boardId, here);
    if (missing.length > 0 && this.#state.status === 'in') this.#emit('room:elements:get', { boardId, ids: missing });
  }

  async #renew(): Promise<void> {
    try {
      this.#token = await this.#identity.renew();
      this.#socket.connect();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreachable';
      if (code === 'unreachable') setTimeout(() => this.#socket.connect(), 2_000);
      else this.#end(code === 'room_ended' ? 'ended' : 'refused', code);
    }
  }

  #end(status: 'ended' | 'refused', refusal: string | null): void {
    this.#set({ status, refusal });
    this.#socket.disconnect();
  }

  board(boardId: number): BoardSync {
    const known = this.#boards.get(boardId) ?? new BoardSync();
    this.#boards.set(boardId, known);
    return known;
  }

  /** Hears which elements of a board are to be shown, until the returned function is called. */
  onBoard(boardId: number, listener: BoardListener): () => void {
    const listeners = this.#boardListeners.get(boardId) ?? new Set();
    this.#boardListeners.set(boardId, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Tells of what was drawn; while there is no connection it waits in the board. */
  draw(boardId: number, elements: readonly BoardElement[]): void {
    if (this.#state.status !== 'in') return;
    const board = this.board(boardId);
    if (board.isHere && !this.#strokes.isBusy) this.#say(boardId, board.changesOf(elements));
    else {
      const held = this.#held.get(boardId) ?? new Map<string, BoardElement>();
      for (const element of elements) if (board.isNews(element)) held.set(element.id, element);
      this.#held.set(boardId, held);
    }
  }

  #sayHeld(): void {
    for (const [boardId, held] of this.#held) {
      if (this.#strokes.isBusy) return;
      if (!this.board(boardId).isHere) continue;
      this.#held.delete(boardId);
      this.#say(boardId, this.board(boardId).changesOf([...held.values()]));
    }
  }

  /** Hears what the server did not take of a board, until the returned function is called. */
  onBoardRefusal(boardId: number, listener: RefusalListener): () => void {
    const listeners = this.#refusalListeners.get(boardId) ?? new Set();
    this.#refusalListeners.set(boardId, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  #say(boardId: number, changes: readonly ElementChange[]): void {
    this.#strokes.push(
      portions(changes).map((portion) => ({ boardId, changes: portion, size: JSON.stringify(portion).length })),
    );
  }

  cursor(boardId: number, x: number, y: number): void {
    if (this.#state.status === 'in') this.#emit('room:cursor', { boardId, x, y });
  }

  /** The notes as they were when this page came in last. */
  notes(): NotesText & { epoch: string } {
    return { epoch: this.#epoch, ...this.#notes };
  }

  onNotes(listener: (said: FromServer['room:notes'] | 'joined') => void): () => void {
    this.#notesListeners.add(listener);
    return () => this.#notesListeners.delete(listener);
  }

  sayNotes(version: number, updates: readonly NotesUpdate[]): void {
    if (this.#state.status === 'in') this.#emit('room:notes', { version, updates: [...updates] });
  }

  askHistory(boardId: number): void {
    this.#set({ history: null });
    this.#emit('room:board:history', { boardId });
  }

  restore(boardId: number, snapshotId: number): void {
    this.#emit('room:board:restore', { boardId, snapshotId });
  }

  askNotesHistory(): void {
    this.#set({ notesHistory: null });
    this.#emit('room:notes:history', {});
  }

  restoreNotes(snapshotId: number): void {
    this.#emit('room:notes:restore', { snapshotId });
  }

  addBoard(): void {
    this.#emit('room:board:add', {});
  }

  renameBoard(boardId: number, title: string): void {
    this.#emit('room:board:rename', { boardId, title });
  }

  write(message: string): void {
    this.#emit('room:chat', { message });
  }

  act(action: RoomAction): void {
    this.#emit('room:act', { action });
  }

  speak(given: { on: boolean; isMuted: boolean; hasCamera: boolean }): void {
    this.#emit('room:voice', given);
  }

  signal(signal: Signal & { to: string }): void {
    const { to } = signal;
    if (signal.kind === 'offer') this.#emit('room:webrtc:offer', { to, offer: signal.offer });
    else if (signal.kind === 'answer') this.#emit('room:webrtc:answer', { to, answer: signal.answer });
    else this.#emit('room:webrtc:ice', { to, candidate: signal.candidate });
  }

  /** Hears what other pages say to this one about the call, until the returned function is called. */
  onSignal(listener: (signal: Signal) => void): () => void {
    this.#signalListeners.add(listener);
    return () => this.#signalListeners.delete(listener);
  }

  /** Who deals with a refusal by themselves; others are shown. */
  onRefusal(code: string, listener: () => void): void {
    this.#refusals.set(code, listener);
  }

  setRole(userId: number, role: Participant['role']): void {
    this.#emit('room:role', { userId, role });
  }

  remove(userId: number, name: string): void {
    this.#emit('room:remove', { userId });
    this.#set({ removed: { userId, name } });
  }

  /** Undoes it. */
  readmit(userId: number): void {
    this.#emit('room:readmit', { userId });
    this.forgetRemoved();
  }

  forgetRemoved(): void {
    this.#set({ removed: null });
  }

  /** Offers the room to somebody for good. */
  offer(userId: number): void {
    this.#emit('room:offer', { userId });
  }

  /** Goes in although somebody is there whom this person blocked. */
  enterEvenSo(): void {
    this.#evenSo = true;
    this.#set({ status: 'connecting', refusal: null });
    this.#socket.connect();
  }

  invite(userId: number): void {
    this.#emit('room:invite', { userId });
  }

  endRoom(): void {
    this.#emit('room:end', {});
  }

  leave(): void {
    this.#strokes.flush();
    this.#emit('room:leave', {});
    this.close();
  }

  get roomId(): number {
    return this.#identity.roomId;
  }

  /** For what does not go through the socket. */
  get token(): string {
    return this.#token;
  }

  removeFile(fileId: number): void {
    this.#emit('room:file:remove', { fileId });
  }

  /** Says that something beside the socket did not work. */
  notice(code: string): void {
    this.#set({ notice: { code, at: Date.now() } });
  }

  readNotice(): void {
    this.#set({ notice: null });
  }

  readNews(): void {
    this.#set({ news: null });
  }

  #hear(kind: RoomNews['kind'], { title, at }: { title: string; at: number }): void {
    this.#set({ news: { kind, title, at } });
  }

  close(): void {
    this.#strokes.stop();
    this.#askNoParts();
    this.#socket.disconnect();
  }
}
