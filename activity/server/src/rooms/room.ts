import { randomUUID } from 'node:crypto';
import type { Caller } from '@echochat/activity-protocol/rooms/call.ts';
import {
  type Actor,
  mayDraw,
  mayWrite,
  type RoomAction,
  type RoomDocument,
} from '@echochat/activity-protocol/rooms/document.ts';
import type { ChatLine, FromServer, Participant } from '@echochat/activity-protocol/rooms/events.ts';
import type { RoomFile } from '@echochat/activity-protocol/rooms/files.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';
import { Apart, outboxApart } from './apart.ts';
import { Call } from './call.ts';
import { Gather } from './gather.ts';
import { HostWatch } from './host-watch.ts';
import { Keeping } from './keeping.ts';
import { LiveDocument } from './live-document.ts';
import type { Outbox } from './outbox.ts';
import { PresenceHeart } from './presence-heart.ts';
import { RoomBoards } from './room-boards.ts';
import { RoomNotes } from './room-notes.ts';
import type { KeptNotes, RoomContent, RoomStorage } from './storage.ts';
import { UnderWay } from './under-way.ts';

/** RD-1: how often the document and the call are told at most, in milliseconds. */
const toldEachMs = 100;

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
  readonly boards: RoomBoards;
  readonly notes: RoomNotes;
  people: Participant[] = [];
  readonly #document: LiveDocument;
  readonly #call = new Call();
  readonly #apart = new Apart();

  readonly #o: RoomOptions;
  /** Whose page it is, by session. */
  readonly #sessions = new Map<string, number>();
  readonly #calls: Gather;
  readonly #keeping: Keeping;
  readonly #hostWatch: HostWatch;
  readonly #heart: PresenceHeart;
  #isClosed = false;
  /** What nobody waits for, but the end of the room. */
  readonly #background = new UnderWay();

  constructor(options: RoomOptions) {
    const { id, content, storage, onFault } = options;
    const outbox = outboxApart(options.outbox, this.#apart, this.#sessions);
    const times = { ...usual, ...options.times };
    this.#o = { ...options, outbox };
    this.id = id;
    this.#document = new LiveDocument({
      document: content.document,
      outbox,
      now: options.now,
      toldEachMs,
      onChanged: () => this.#keeping.documentChanged(),
      chime: (chime, at) => this.#inBackground('a chime was not passed on', () => storage.chime(id, chime, at)),
    });
    this.notes = new RoomNotes({
      kept: content.notes,
      outbox,
      refuseViewers: (session) => this.refuseViewers(session),
      onChanged: () => this.#keeping.documentChanged(),
      saveSnapshot: (text) => storage.notesSnapshot(id, text),
      inBackground: (what, work) => this.#inBackground(what, work),
      snapshotMs: times.snapshot,
    });
    this.boards = new RoomBoards({
      boards: content.boards,
      outbox,
      pages: () => this.#sessions.size,
      mayDraw: (session) => mayDraw(this.document, this.actor(session)),
      onTaken: () => this.#keeping.soon(),
      restorePoint: (boardId) => this.#keeping.restorePoint(boardId),
    });
    this.#calls = new Gather(
      () => outbox.toAll('room:voice', { callers: this.callers }),
      () => toldEachMs,
    );
    this.#keeping = new Keeping({
      roomId: id,
      boards: this.boards.all,
      storage,
      document: () => this.#kept,
      endFrames: () => this.boards.frames.flush(),
      onSaved: (saved) => outbox.toAll('room:saved', saved),
      onFault,
      times,
    });
    this.#hostWatch = new HostWatch(times.hostAway, () =>
      this.#inBackground('nobody could follow the host', () => storage.succeedHost(id, this.presentIds)),
    );
    this.#heart = new PresenceHeart(
      () => storage.present(id, this.presentIds),
      (work) => this.#inBackground('presence was not recorded', work),
      times.heartbeat,
    );
  }

  get isEmpty(): boolean {
    return this.#sessions.size === 0;
  }

  get presentIds(): number[] {
    return [...new Set(this.#sessions.values())];
  }

  get document(): RoomDocument {
    return this.#document.document;
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
    const host = this.people.find(({ role }) => role === 'host');
    this.#hostWatch.look(host?.isHere !== true && !this.isEmpty && !this.#isClosed);
  }

  /** RA-1: those of whom one has blocked the other. Their pages join again, to see what is left for them. */
  setApart(pairs: readonly (readonly [number, number])[]): void {
    const changed = new Set(this.#apart.set(pairs));
    if (changed.size === 0) return;
    for (const [session, userId] of this.#sessions)
      if (changed.has(userId)) this.#o.outbox.toSession(session, 'room:moved', {});
    if (this.#call.callers.some(({ userId }) => changed.has(userId))) this.#calls.push();
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
    this.#heart.beat();
  }

  /** A page closes. */
  exit(session: string): void {
    const userId = this.#sessions.get(session);
    if (userId === undefined) return;
    this.#sessions.delete(session);
    this.boards.frames.forget(session);
    if (this.#call.leave(session)) this.#calls.push();
    if (this.presentIds.includes(userId)) return;
    this.#document.lowerHand(userId);
    this.setPeople(this.people);
    this.#o.outbox.toAll('room:participant-left', { userId });
    this.#heart.beat();
  }

  /** BD-10: what a joiner is sent of the boards; only what came after where they were, if they were in this opening of the room. */
  content(since: { epoch: string; boards: Record<string, number> } | undefined) {
    const isWhole = since?.epoch !== this.epoch;
    return { epoch: this.epoch, isWhole, ...this.boards.content(isWhole ? {} : (since?.boards ?? {})) };
  }

  /** RR-1. Throws view_only. */
  refuseViewers(session: string): void {
    if (!mayDraw(this.document, this.actor(session))) throw new EchoError('view_only');
  }

  cursor(session: string, boardId: number, x: number, y: number): void {
    const { userId } = this.actor(session);
    this.boards.frames.cursor({ session, userId, boardId, x, y });
  }

  get callers(): Caller[] {
    return this.#call.callers;
  }

  /** A page comes into the call, changes there, or leaves it. Throws call_full. */
  speak(session: string, { on, isMuted, hasCamera }: { on: boolean; isMuted: boolean; hasCamera: boolean }): void {
    const { userId } = this.actor(session);
    if (on) this.#call.set({ session, userId, isMuted, hasCamera });
    else this.#call.leave(session);
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
    return this.#document.bytes;
  }

  /** RR-3. Throws not_host, muted, room_list_full. */
  act(session: string, action: RoomAction): void {
    this.#document.act(action, this.actor(session));
  }

  #inBackground(what: string, work: () => Promise<void>): void {
    this.#background.add(work().catch((error: unknown) => this.#o.onFault(error, what)));
  }

  /** Keeps everything and stops. Resolves with whether all of it is kept. */
  async close(isLost = false): Promise<boolean> {
    this.#isClosed = true;
    this.#heart.stop();
    this.#document.freeze();
    this.#hostWatch.stop();
    const isSaved = await this.#keeping.close(isLost);
    if (isSaved && !isLost) this.#inBackground('a restore point of notes was not taken', () => this.notes.close());
    this.boards.frames.stop();
    this.#document.stop();
    this.#calls.stop();
    await this.#background.settled();
    return isSaved;
  }
}
