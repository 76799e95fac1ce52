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
import type { OpenRooms } from './open-rooms.ts';
import type { Room } from './room.ts';

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
/** After what moves somebody in or out, the rest waits for it. */
const moves = (name: ClientEvent): boolean => !isQuick(name) && name !== 'room:chat';

export interface VisitOptions {
  core: Core;
  rooms: OpenRooms;
  session: string;
  userId: number;
  say<Name extends ServerEvent>(event: Name, data: FromServer[Name]): void;
  iceServers(): IceServer[];
  /** From now on, or no more, the page hears what is said to everybody in a room. */
  listen(roomId: number, on: boolean): void;
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

  async #join({ roomId, version, since }: FromClient['room:join']): Promise<void> {
    const { session, userId } = this;
    const { rooms, say, listen, core } = this.#o;
    if (version !== protocolVersion) throw new EchoError('page_too_old');
    if (this.#room && this.#room.id !== roomId) await this.#exit();
    const found = await rooms.inTurn(() => this.#find(roomId));
    if (!found) return;
    const { view, chat, files, opened } = found;
    // Another process was faster: the page finds it there.
    if (!opened) return say('room:moved', {});
    if (this.#isOver) return rooms.letGo(opened);
    opened.setPeople(view.people);
    this.#room = opened;
    // From here on nothing is awaited: what is drawn from now on reaches this page after what it is sent now.
    opened.enter(session, userId);
    say('room:joined', {
      room: {
        id: view.id,
        title: view.title,
        isPublic: view.isPublic,
        hasVoiceChannel: view.hasVoiceChannel,
      },
      you: { userId, session },
      participants: opened.people,
      document: opened.document,
      ...opened.content(since),
      chat: chat.map(({ id, authorId, body, createdAt }) => ({ id, authorId, body, at: createdAt.getTime() })),
      notes: opened.notes,
      files,
      callers: opened.callers,
      iceServers: this.#o.iceServers(),
      now: core.services.clock.now().epochMilliseconds,
    });
    listen(roomId, true);
  }

  /** A seat, and the room that it is in; null where the page has gone while it waited. */
  async #find(roomId: number) {
    if (this.#isOver) return null;
    const { rooms: mine } = await this.#api();
    const view = await mine.joinRoom({ roomId });
    const chat = await mine.getMessages({ roomId, limit: chatLines });
    const files = await mine.getFiles({ roomId });
    return { view, chat, files, opened: await this.#o.rooms.open(roomId) };
  }

  async #exit(): Promise<void> {
    const left = this.#room;
    this.#room = null;
    if (!left) return;
    this.#o.listen(left.id, false);
    left.exit(this.session);
    await this.#o.rooms.letGo(left);
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
    'room:whiteboard:stroke': ({ roomId, boardId, changes }) => this.#here(roomId).draw(this.session, boardId, changes),
    'room:cursor': ({ roomId, boardId, x, y }) => this.#here(roomId).cursor(this.session, boardId, x, y),
    'room:act': ({ roomId, action }) => this.#here(roomId).act(this.session, action),
    'room:board:add': async ({ roomId, title }) => {
      const room = this.#here(roomId);
      room.refuseViewers(this.session);
      const { rooms } = await this.#api();
      room.addBoard(await rooms.addBoard({ roomId, ...(title === undefined ? {} : { title }) }), this.session);
    },
    'room:board:rename': async ({ roomId, boardId, title }) => {
      const room = this.#here(roomId);
      room.refuseViewers(this.session);
      const renamed = await (await this.#api()).rooms.renameBoard({ roomId, boardId, title });
      room.renameBoard(renamed.id, renamed.title);
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
      await room.restore(boardId, readElements(elements));
    },
    'room:notes': ({ roomId, version, updates }) => this.#here(roomId).write(this.session, version, updates),
    'room:role': async ({ roomId, userId: whom, role }) => {
      this.#here(roomId);
      await (await this.#api()).rooms.setRole({ roomId, userId: whom, role });
    },
    'room:remove': async ({ roomId, userId: whom }) => {
      this.#here(roomId);
      await (await this.#api()).rooms.removeParticipant({ roomId, userId: whom });
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
      this.#here(roomId).signal(this.session, to, 'room:webrtc:offer', { from: this.session, offer }),
    'room:webrtc:answer': ({ roomId, to, answer }) =>
      this.#here(roomId).signal(this.session, to, 'room:webrtc:answer', { from: this.session, answer }),
    'room:webrtc:ice': ({ roomId, to, candidate }) =>
      this.#here(roomId).signal(this.session, to, 'room:webrtc:ice', { from: this.session, candidate }),
    'room:end': async ({ roomId }) => {
      this.#here(roomId);
      await (await this.#api()).rooms.endRoom({ roomId });
    },
  };
}
