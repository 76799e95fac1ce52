import { setImmediate as othersTurn } from 'node:timers/promises';
import type { IceServer } from '@echochat/activity-protocol/rooms/call.ts';
import { type BoardElement, boardElement } from '@echochat/activity-protocol/rooms/element.ts';
import {
  type ClientEvent,
  type FromClient,
  type FromServer,
  protocolVersion,
  type ServerEvent,
} from '@echochat/activity-protocol/rooms/events.ts';
import type { Api } from '@echochat/core/api.ts';
import type { Core } from '@echochat/core/core.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';
import { asEchoError } from '@echochat/core/platform/procedures.ts';
import { z } from 'zod';
import { bytesOf } from './element-change.ts';
import type { OpenRooms } from './open-rooms.ts';
import type { PersonBudgets } from './people.ts';
import type { Room, SignalName } from './room.ts';
import { seatsOf } from './room-seats.ts';

/** Chat lines that a joiner sees at first. */
const chatLines = 50;
/** What a page may have said that is not done yet. */
const mostWaiting = 400;

/** What asks nobody: it is done at once. */
const quick: ReadonlySet<ClientEvent> = new Set([
  'room:whiteboard:stroke',
  'room:cursor',
  'room:act',
  'room:notes',
  'room:voice',
  'room:webrtc:offer',
  'room:webrtc:answer',
  'room:webrtc:ice',
]);
const isQuick = (name: ClientEvent): boolean => quick.has(name);
/** What takes its turn, and nothing waits for. */
const turns: ReadonlySet<ClientEvent> = new Set(['room:chat', 'room:elements', 'room:elements:get']);
/** After what moves somebody in or out, the rest waits for it. */
const moves = (name: ClientEvent): boolean => !isQuick(name) && !turns.has(name);

export interface VisitOptions {
  core: Core;
  rooms: OpenRooms;
  session: string;
  userId: number;
  say<Name extends ServerEvent>(event: Name, data: FromServer[Name]): void;
  iceServers(): IceServer[];
  /** From now on, or no more, the page hears what is said to everybody in a room. */
  listen(roomId: number, on: boolean): void;
  /** The page did not come into a room that it asked for; it stays where it is. */
  stay(roomId: number): void;
  /** RJ-4: ends the page, which has said too much. */
  cut(): void;
  /** RJ-4: what its person may still cost. */
  budgets: PersonBudgets;
  /** Counts up whenever others may be in a room than before, and reads anew who they are. */
  peopleOf(roomId: number): { changes: number; refresh: (room: Room) => void };
}

const elementList = z.array(z.unknown());
/** Those that can be read: what was kept by an earlier version may not be. */
const readElements = (kept: unknown): BoardElement[] =>
  elementList.parse(kept).flatMap((one) => {
    const read = boardElement.safeParse(one);
    return read.success ? [read.data] : [];
  });

/** One page's visit where its room is: what it says is done there, as the person whose page it is. */
export class Visit {
  readonly session: string;
  readonly userId: number;
  readonly #o: VisitOptions;
  #room: Room | null = null;
  /** One thing after the other, so that what is said after joining finds the room joined. Strokes wait for that alone. */
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;
  #moving = 0;
  #isOver = false;

  constructor(options: VisitOptions) {
    this.#o = options;
    this.session = options.session;
    this.userId = options.userId;
  }

  get roomId(): number | null {
    return this.#room?.id ?? null;
  }

  take<Name extends ClientEvent>(name: Name, data: FromClient[Name]): void {
    const run = async () => this.#handlers[name](data);
    if (isQuick(name) && this.#moving === 0) {
      void run().catch((error: unknown) => this.complain(error));
      return;
    }
    if (this.#waiting > mostWaiting) {
      this.complain(new EchoError('too_many_requests', { seconds: 5 }));
      return;
    }
    this.#waiting += 1;
    this.#moving += moves(name) ? 1 : 0;
    this.#last = this.#last
      .then(run)
      .catch((error: unknown) => this.complain(error))
      .finally(() => {
        this.#waiting -= 1;
        this.#moving -= moves(name) ? 1 : 0;
      });
  }

  complain(error: unknown): void {
    const { code, params } = asEchoError(error);
    if (code === 'internal')
      this.#o.core.services.log.error({ err: error, errorId: params['id'] }, 'something in a room broke');
    this.#o.say('room:error', { error: { code, params } });
  }

  /** The page has gone. Resolves once everything it said is done. */
  end(): Promise<void> {
    this.#isOver = true;
    this.#last = this.#last
      .then(() => this.#exit())
      .catch((error: unknown) => this.#o.core.services.log.error({ err: error }, 'a page could not leave its room'));
    return this.#last;
  }

  /** The page goes to a room elsewhere. */
  leaveHere(): void {
    this.#last = this.#last.then(() => this.#exit()).catch((error: unknown) => this.complain(error));
  }

  /** The room goes on in another process: the page is asked to join it again, and is answered from there. */
  move(): void {
    const room = this.#room;
    this.#room = null;
    if (room) this.#o.listen(room.id, false);
    this.#o.say('room:moved', {});
  }

  /** The procedures as this person, the account read anew: a role or a plan may have changed. */
  async #api(): Promise<Api> {
    const { core } = this.#o;
    return core.as(await core.actor(this.userId, 'browser'));
  }

  #here(roomId: number): Room {
    if (this.#room?.id !== roomId) throw new EchoError('not_allowed');
    return this.#room;
  }

  async #join(joining: FromClient['room:join']): Promise<void> {
    try {
      await this.#comeIn(joining);
    } finally {
      if (this.#room?.id !== joining.roomId) this.#o.stay(joining.roomId);
    }
  }

  /** A page that does not get in stays in the room that it is in. */
  async #comeIn({ roomId, version, since, evenSo = false }: FromClient['room:join']): Promise<void> {
    const { session, userId } = this;
    const { rooms, say, listen, core, budgets, peopleOf } = this.#o;
    if (version !== protocolVersion) throw new EchoError('page_too_old');
    if (!budgets.joins()) throw new EchoError('too_many_requests', { seconds: 2 });
    const { changes } = peopleOf(roomId);
    const found = await rooms.inTurn(() => this.#find(roomId, evenSo));
    if (!found) return;
    const { view, chat, files, opened, people } = found;
    // Another process was faster: the page finds it there.
    if (!opened) return say('room:moved', {});
    if (this.#isOver) return rooms.letGo(opened);
    const left = this.#room === opened ? null : this.#leaveRoom();
    opened.setPeople(people.people);
    opened.setApart(people.apart);
    this.#room = opened;
    // From here on nothing is awaited: what is drawn from now on reaches this page after what it is sent now.
    opened.enter(session, userId);
    const content = opened.content(since);
    budgets.caused(opened.documentBytes + bytesOf(content.elements));
    say('room:joined', {
      room: {
        id: view.id,
        title: view.title,
        isPublic: view.isPublic,
        hasVoiceChannel: view.hasVoiceChannel,
      },
      you: { userId, session },
      ...opened.seenBy(userId),
      ...content,
      chat: chat.map(({ id, authorId, body, createdAt }) => ({ id, authorId, body, at: createdAt.getTime() })),
      notes: opened.notes.whole,
      files,
      iceServers: this.#o.iceServers(),
      now: core.services.clock.now().epochMilliseconds,
    });
    listen(roomId, true);
    // Who was read a moment ago may have been removed since.
    const now = peopleOf(roomId);
    if (now.changes !== changes) now.refresh(opened);
    if (left) await rooms.letGo(left);
  }

  /** A seat, and the room that it is in; null where the page has gone while it waited. */
  async #find(roomId: number, evenSo: boolean) {
    if (this.#isOver) return null;
    const { rooms: mine } = await this.#api();
    const view = await mine.joinRoom({ roomId, evenSo });
    const chat = await mine.getMessages({ roomId, limit: chatLines });
    const files = await mine.getFiles({ roomId });
    const opened = await this.#o.rooms.open(roomId);
    return { view, chat, files, opened, people: await seatsOf(this.#o.core, roomId) };
  }

  #leaveRoom(): Room | null {
    const left = this.#room;
    this.#room = null;
    if (!left) return null;
    this.#o.listen(left.id, false);
    left.exit(this.session);
    return left;
  }

  async #exit(): Promise<void> {
    const left = this.#leaveRoom();
    if (left) await this.#o.rooms.letGo(left);
  }

  /** RJ-4: there is no patience left with this page. */
  #tooMuch(): void {
    this.complain(new EchoError('too_many_requests', { seconds: 5 }));
    this.#o.cut();
  }

  /** BD-9: what can be taken is, and each page is told of the rest, with one word for why. */
  #draw({ roomId, boardId, changes, broken, isGarbled }: FromClient['room:whiteboard:stroke']): void {
    const room = this.#here(roomId);
    const { isTooMuch, refusal } = room.boards.draw(this.session, boardId, changes, broken, this.#o.budgets.work);
    if (isTooMuch) {
      this.#tooMuch();
      return;
    }
    if (refusal) throw new EchoError(refusal);
    if (isGarbled) throw new EchoError('invalid_input', { field: 'changes' });
  }

  #write({ roomId, version, updates }: FromClient['room:notes']): void {
    if (!this.#here(roomId).notes.write(this.session, version, updates, this.#o.budgets)) this.#tooMuch();
  }

  #act({ roomId, action }: FromClient['room:act']): void {
    const room = this.#here(roomId);
    const { acts, caused } = this.#o.budgets;
    if (!acts() || !caused(room.documentBytes)) throw new EchoError('too_many_requests', { seconds: 1 });
    room.act(this.session, action);
  }

  /** RV-2: passed on to one other page, which must not be flooded. */
  #signal<Name extends SignalName>(roomId: number, to: string, name: Name, data: FromServer[Name], size: number): void {
    const room = this.#here(roomId);
    if (!this.#o.budgets.signals(size)) throw new EchoError('too_many_requests', { seconds: 2 });
    room.signal(this.session, to, name, data);
  }

  readonly #handlers: { [Name in ClientEvent]: (data: FromClient[Name]) => void | Promise<void> } = {
    'room:create': async ({ title, categoryId, maxParticipants }) => {
      const { rooms } = await this.#api();
      const made = await rooms.createRoom({
        title,
        ...(categoryId === undefined ? {} : { categoryId }),
        ...(maxParticipants === undefined ? {} : { maxParticipants }),
      });
      this.#o.say('room:created', { roomId: made.id });
    },
    'room:join': (data) => this.#join(data),
    'room:leave': async ({ roomId }) => {
      this.#here(roomId);
      await this.#exit();
      await (await this.#api()).rooms.leaveRoom({ roomId });
    },
    'room:chat': async ({ roomId, message }) => {
      const room = this.#here(roomId);
      room.refuseMuted(this.session);
      const { rooms } = await this.#api();
      const { id, authorId, body, createdAt } = await rooms.sendMessage({ roomId, body: message });
      room.say({ id, authorId, body, at: createdAt.getTime() });
    },
    'room:whiteboard:stroke': (data) => this.#draw(data),
    // Large answers, between which others have their turn.
    'room:elements': async ({ roomId, boardId, from, since }) => {
      await othersTurn();
      if (!this.#isOver) this.#here(roomId).boards.tellPart(this.session, boardId, from, since, this.#o.budgets);
    },
    'room:elements:get': async ({ roomId, boardId, ids }) => {
      await othersTurn();
      if (!this.#isOver) this.#here(roomId).boards.tellElements(this.session, boardId, ids, this.#o.budgets);
    },
    'room:cursor': ({ roomId, boardId, x, y }) => this.#here(roomId).cursor(this.session, boardId, x, y),
    'room:act': (data) => this.#act(data),
    'room:board:add': async ({ roomId, title }) => {
      const room = this.#here(roomId);
      room.refuseViewers(this.session);
      const { rooms } = await this.#api();
      room.boards.add(await rooms.addBoard({ roomId, ...(title === undefined ? {} : { title }) }), this.session);
    },
    'room:board:rename': async ({ roomId, boardId, title }) => {
      const room = this.#here(roomId);
      room.refuseViewers(this.session);
      const renamed = await (await this.#api()).rooms.renameBoard({ roomId, boardId, title });
      room.boards.rename(renamed.id, renamed.title);
    },
    'room:board:history': async ({ roomId, boardId }) => {
      this.#here(roomId);
      const found = await (await this.#api()).rooms.getSnapshots({ roomId, boardId });
      const points = found.map(({ id, createdAt, shapes }) => ({ id, at: createdAt.getTime(), shapes }));
      this.#o.say('room:history', { boardId, points });
    },
    'room:board:restore': async ({ roomId, boardId, snapshotId }) => {
      const room = this.#here(roomId);
      const { elements } = await (await this.#api()).rooms.loadSnapshot({ roomId, boardId, snapshotId });
      const past = readElements(elements);
      if (!this.#o.budgets.caused(bytesOf(past))) throw new EchoError('too_many_requests', { seconds: 5 });
      const refusal = await room.boards.restore(boardId, past);
      if (refusal) throw new EchoError(refusal);
    },
    'room:notes': (data) => this.#write(data),
    'room:notes:history': async ({ roomId }) => {
      this.#here(roomId);
      const found = await (await this.#api()).rooms.getNotesSnapshots({ roomId });
      const points = found.map(({ id, createdAt, length }) => ({ id, at: createdAt.getTime(), length }));
      this.#o.say('room:notes:history', { points });
    },
    'room:notes:restore': async ({ roomId, snapshotId }) => {
      const room = this.#here(roomId);
      const { text } = await (await this.#api()).rooms.loadNotesSnapshot({ roomId, snapshotId });
      if (!this.#o.budgets.caused(text.length)) throw new EchoError('too_many_requests', { seconds: 5 });
      await room.notes.restore(text);
    },
    'room:role': async ({ roomId, userId: whom, role }) => {
      this.#here(roomId);
      await (await this.#api()).rooms.setRole({ roomId, userId: whom, role });
    },
    'room:remove': async ({ roomId, userId: whom }) => {
      this.#here(roomId);
      await (await this.#api()).rooms.removeParticipant({ roomId, userId: whom });
    },
    'room:readmit': async ({ roomId, userId: whom }) => {
      this.#here(roomId);
      await (await this.#api()).rooms.readmitParticipant({ roomId, userId: whom });
    },
    'room:offer': async ({ roomId, userId: whom }) => {
      this.#here(roomId);
      await (await this.#api()).rooms.offerRoom({ roomId, userId: whom });
      this.#o.say('room:offered', { userId: whom });
    },
    'room:file:remove': async ({ roomId, fileId }) => {
      this.#here(roomId);
      await (await this.#api()).rooms.removeFile({ roomId, fileId });
    },
    'room:invite': async ({ roomId, userId: whom }) => {
      this.#here(roomId);
      await (await this.#api()).rooms.inviteToRoom({ roomId, userId: whom });
      this.#o.say('room:invited', { userId: whom });
    },
    'room:voice': ({ roomId, ...given }) => this.#here(roomId).speak(this.session, given),
    'room:webrtc:offer': ({ roomId, to, offer }) =>
      this.#signal(roomId, to, 'room:webrtc:offer', { from: this.session, offer }, offer.length),
    'room:webrtc:answer': ({ roomId, to, answer }) =>
      this.#signal(roomId, to, 'room:webrtc:answer', { from: this.session, answer }, answer.length),
    'room:webrtc:ice': ({ roomId, to, candidate }) =>
      this.#signal(roomId, to, 'room:webrtc:ice', { from: this.session, candidate }, bytesOf(candidate)),
    'room:end': async ({ roomId }) => {
      this.#here(roomId);
      await (await this.#api()).rooms.endRoom({ roomId });
    },
  };
}
