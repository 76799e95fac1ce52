import type { RoomAction } from '@echochat/activity-protocol/rooms/document.ts';
import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import {
  type ClientEvent,
  type FromServer,
  type Participant,
  protocolVersion,
  type Said,
  type ServerEvent,
} from '@echochat/activity-protocol/rooms/events.ts';
import type { NotesText, NotesUpdate } from '@echochat/activity-protocol/rooms/notes.ts';
import { io, type Socket } from 'socket.io-client';
import type { BoardSync } from './board-sync.ts';
import type { CallLine, Signal } from './call.ts';
import type { NotesLine } from './notes-session.ts';
import { type Refusal, RoomBoards } from './room-boards.ts';
import { hearNews, hearRoom, hearSignals } from './room-events.ts';
import { initialState, type RoomState } from './room-state.ts';

export interface Identity {
  roomId: number;
  userId: number;
  token: string;
  /** A new token; rejects where the room is not theirs any more. */
  renew(): Promise<string>;
}

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

/** A page's end of a room: comes back by itself, and says again what was not kept. */
export class RoomConnection implements CallLine, NotesLine {
  readonly #socket: Socket;
  readonly #identity: Identity;
  readonly #listeners = new Set<() => void>();
  readonly #boards: RoomBoards;
  readonly #notesListeners = new Set<(said: FromServer['room:notes'] | 'joined') => void>();
  #notes: NotesText = { version: 0, text: '', taken: {} };
  readonly #refusals = new Map<string, () => void>();
  readonly #signalListeners = new Set<(signal: Signal) => void>();
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
    const store = {
      state: this.state,
      set: (part: Partial<RoomState>) => this.#set(part),
      notice: (code: string) => this.notice(code),
    };
    this.#boards = new RoomBoards(
      { emit: (event, data) => this.#emit(event, data), isIn: () => this.#state.status === 'in' },
      on,
    );
    this.#socket.on('connect', () => this.#join());
    this.#socket.on('connect_error', (error) => {
      if (error.message === 'not_signed_in') void this.#renew();
      else if (final.has(error.message)) this.#end('refused', error.message);
      // Where the server itself said no, the library does not try again.
      else if (!this.#socket.active) setTimeout(() => this.#socket.connect(), 1_000);
    });
    this.#socket.on('disconnect', (reason) => {
      this.#boards.stop();
      if (this.#state.status === 'in') this.#set({ status: 'reconnecting', cursors: new Map() });
      // The server's own word is not tried again by the library.
      if (reason === 'io server disconnect' && this.#isOpen) this.#socket.connect();
    });
    on('room:joined', (joined) => this.#joined(joined));
    hearRoom(on, store);
    hearNews(on, store);
    hearSignals(on, (signal) => {
      for (const listener of this.#signalListeners) listener(signal);
    });
    on('room:notes', (said) => {
      for (const listener of this.#notesListeners) listener(said);
    });
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

  #emit<Name extends ClientEvent>(event: Name, data: Omit<Said[Name], 'roomId'>): void {
    this.#socket.emit(event, { ...data, roomId: this.#identity.roomId });
  }

  #join(): void {
    this.#boards.askNoParts();
    const since = this.#epoch === '' ? {} : { since: { epoch: this.#epoch, boards: this.#boards.positions } };
    this.#emit('room:join', { version: protocolVersion, ...since, ...(this.#evenSo ? { evenSo: true } : {}) });
  }

  #joinAgain(): void {
    if (this.#socket.connected && this.#state.status !== 'in') this.#join();
  }

  #joined(joined: FromServer['room:joined']): void {
    this.#epoch = joined.epoch;
    this.#notes = joined.notes;
    this.#boards.joined(joined);
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
    return this.#boards.board(boardId);
  }

  /** Hears which elements of a board are to be shown, until the returned function is called. */
  onBoard(boardId: number, listener: (elements: readonly BoardElement[]) => void): () => void {
    return this.#boards.onShown(boardId, listener);
  }

  /** Hears what the server did not take of a board, until the returned function is called. */
  onBoardRefusal(boardId: number, listener: (refusal: Refusal) => void): () => void {
    return this.#boards.onRefused(boardId, listener);
  }

  /** Tells of what was drawn; while there is no connection it waits in the board. */
  draw(boardId: number, elements: readonly BoardElement[]): void {
    this.#boards.draw(boardId, elements);
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
    this.#boards.flush();
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

  close(): void {
    this.#boards.stop();
    this.#socket.disconnect();
  }
}
