import type { Server as HttpServer } from 'node:http';
import {
  type ClientEvent,
  type FromClient,
  type FromServer,
  fromClient,
  protocolVersion,
  type ServerEvent,
} from '@echochat/activity-protocol/rooms/events.ts';
import type { Api } from '@echochat/core/api.ts';
import type { Core } from '@echochat/core/core.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';
import { asEchoError } from '@echochat/core/platform/procedures.ts';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import { openBudget } from './budget.ts';
import { openRooms } from './open-rooms.ts';
import type { Room, RoomOptions } from './room.ts';
import { coreStorage } from './storage.ts';

/** What a page may say at once, in bytes. */
const maxMessage = 64 * 1_024;
const signInMs = 5_000;
const messagesPerSecond = 200;
const messagesAtOnce = 400;
/** Chat lines that a joiner sees at first. */
const chatLines = 50;
/** A token lives 15 minutes: the next one comes before its end. */
const renewMs = 10 * 60_000;

const handshake = z.object({ token: z.string().max(4_000) });

/** What asks nobody: it is done at once. */
const isQuick = (name: ClientEvent): boolean =>
  name === 'room:whiteboard:stroke' || name === 'room:cursor' || name === 'room:act';

export interface RoomSockets {
  close(): Promise<void>;
}

export interface SocketOptions {
  /** Whether a browser's page of this origin may speak; programs send none. */
  isOurs: (origin: string | undefined, host: string | undefined) => boolean;
  times?: RoomOptions['times'];
}

/** Rooms over Socket.IO: who speaks is proven, what is said is read, and the room does the rest. */
export function openRoomSockets(server: HttpServer, core: Core, options: SocketOptions): RoomSockets {
  const { log, tokens, realtime, clock } = core.services;
  let isClosing = false;
  const io = new Server(server, {
    transports: ['websocket'],
    maxHttpBufferSize: maxMessage,
    connectTimeout: signInMs,
    serveClient: false,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    allowRequest: ({ headers }, decide) => decide(null, !isClosing && options.isOurs(headers.origin, headers.host)),
  });
  const channel = (roomId: number) => `room:${roomId}`;
  const now = () => clock.now().epochMilliseconds;
  const rooms = openRooms(
    coreStorage(core),
    (roomId) => ({
      toAll: (event, data) => void io.to(channel(roomId)).emit(event, data),
      toAllSoon: (event, data) => void io.to(channel(roomId)).volatile.emit(event, data),
      toSession: (session, event, data) => void io.to(session).emit(event, data),
    }),
    now,
    log,
    options.times,
  );

  /** What is under way for each page, and for rooms whose people changed: the end waits for it. */
  const served = new Set<() => Promise<void>>();

  /** RJ-1. */
  io.use((socket, next) => {
    const given = handshake.safeParse(socket.handshake.auth);
    if (isClosing) return next(new Error('unavailable'));
    if (!given.success) return next(new Error('not_signed_in'));
    tokens.verify(given.data.token).then(
      ({ userId }) => {
        socket.data.userId = userId;
        next();
      },
      () => next(new Error('not_signed_in')),
    );
  });
  io.on('connection', (socket) => serve(socket, socket.data.userId));

  function serve(socket: Socket, userId: number): void {
    const say = <Name extends ServerEvent>(event: Name, data: FromServer[Name]) => void socket.emit(event, data);
    const complain = (error: unknown) => {
      const { code, params } = asEchoError(error);
      if (code === 'internal') log.error({ err: error, errorId: params['id'] }, 'something in a room broke');
      say('room:error', { error: { code, params } });
    };
    /** The procedures as this person, the account read anew: a role or a plan may have changed. */
    const api = async (): Promise<Api> => core.as(await core.actor(userId, 'browser'));
    let room: Room | null = null;
    const here = (roomId: number): Room => {
      if (room?.id !== roomId) throw new EchoError('not_allowed');
      return room;
    };

    async function join({ roomId, version, since }: FromClient['room:join']): Promise<void> {
      if (version !== protocolVersion) throw new EchoError('page_too_old');
      if (room && room.id !== roomId) await leave();
      const { rooms: mine } = await api();
      const view = await mine.joinRoom({ roomId });
      const chat = await mine.getMessages({ roomId, limit: chatLines });
      const opened = await rooms.open(roomId);
      if (socket.disconnected) return void rooms.letGo(opened);
      opened.setPeople(view.people);
      room = opened;
      // From here on nothing is awaited: what is drawn from now on reaches this page after what it is sent now.
      opened.enter(socket.id, userId);
      say('room:joined', {
        room: { id: view.id, title: view.title, isPublic: view.isPublic },
        you: { userId, session: socket.id },
        participants: opened.people,
        document: opened.document,
        ...opened.content(since),
        chat: chat.map(({ id, authorId, body, createdAt }) => ({ id, authorId, body, at: createdAt.getTime() })),
        now: now(),
      });
      void socket.join(channel(roomId));
    }

    async function leave(): Promise<void> {
      const left = room;
      room = null;
      if (!left) return;
      void socket.leave(channel(left.id));
      left.exit(socket.id);
      await rooms.letGo(left);
    }

    const handlers: { [Name in ClientEvent]: (data: FromClient[Name]) => void | Promise<void> } = {
      'room:create': async ({ title, categoryId, maxParticipants }) => {
        const { rooms: mine } = await api();
        const made = await mine.createRoom({
          title,
          ...(categoryId === undefined ? {} : { categoryId }),
          ...(maxParticipants === undefined ? {} : { maxParticipants }),
        });
        say('room:created', { roomId: made.id });
      },
      'room:join': join,
      'room:leave': async ({ roomId }) => {
        here(roomId);
        await leave();
        await (await api()).rooms.leaveRoom({ roomId });
      },
      'room:chat': async ({ roomId, message }) => {
        here(roomId).refuseMuted(socket.id);
        const { id, authorId, body, createdAt } = await (await api()).rooms.sendMessage({ roomId, body: message });
        rooms.get(roomId)?.say({ id, authorId, body, at: createdAt.getTime() });
      },
      'room:whiteboard:stroke': ({ roomId, boardId, changes }) => here(roomId).draw(socket.id, boardId, changes),
      'room:cursor': ({ roomId, boardId, x, y }) => here(roomId).cursor(socket.id, boardId, x, y),
      'room:act': ({ roomId, action }) => here(roomId).act(socket.id, action),
      'room:role': async ({ roomId, userId: whom, role }) => {
        here(roomId);
        await (await api()).rooms.setRole({ roomId, userId: whom, role });
      },
      'room:remove': async ({ roomId, userId: whom }) => {
        here(roomId);
        await (await api()).rooms.removeParticipant({ roomId, userId: whom });
      },
      'room:end': async ({ roomId }) => {
        here(roomId);
        await (await api()).rooms.endRoom({ roomId });
      },
    };

    const budget = openBudget(messagesPerSecond, messagesAtOnce);
    /** One thing after the other, so that what is said after joining finds the room joined. Strokes wait for that alone. */
    let last: Promise<void> = Promise.resolve();
    let waiting = 0;
    let moving = 0;
    const take = <Name extends ClientEvent>(name: Name, given: unknown): void => {
      if (!budget() || waiting > messagesAtOnce) {
        complain(new EchoError('too_many_requests', { seconds: 5 }));
        socket.disconnect(true);
        return;
      }
      const read = fromClient[name].safeParse(given);
      if (!read.success) {
        complain(new EchoError('invalid_input', { field: name }));
        return;
      }
      const run = async () => handlers[name](read.data as FromClient[Name]);
      if (isQuick(name) && moving === 0) {
        void run().catch(complain);
        return;
      }
      waiting += 1;
      moving += isQuick(name) || name === 'room:chat' ? 0 : 1;
      last = last
        .then(run)
        .catch(complain)
        .finally(() => {
          waiting -= 1;
          moving -= isQuick(name) || name === 'room:chat' ? 0 : 1;
        });
    };
    for (const name of Object.keys(fromClient) as ClientEvent[]) socket.on(name, (given: unknown) => take(name, given));

    const renewal = setInterval(() => {
      api()
        .then(({ auth }) => auth.createToken())
        .then(({ token }) => say('room:token', { token }), complain);
    }, renewMs);
    const gone = () => last;
    served.add(gone);
    socket.on('disconnect', () => {
      clearInterval(renewal);
      last = last
        .then(leave)
        .catch((error: unknown) => log.error({ err: error }, 'a page could not leave its room'))
        .finally(() => served.delete(gone));
    });
  }

  const stop = realtime.watchRooms(({ roomId, kind, userId }) => {
    const room = rooms.get(roomId);
    if (!room) return;
    if (kind === 'ended') {
      io.to(channel(roomId)).emit('room:ended', {});
      io.in(channel(roomId)).disconnectSockets(true);
    } else if (kind === 'removed' && userId !== undefined) {
      for (const session of room.sessionsOf(userId)) {
        io.to(session).emit('room:error', { error: { code: 'removed_from_room', params: {} } });
        io.in(session).disconnectSockets(true);
      }
      refreshSoon(room);
    } else refreshSoon(room);
  });

  function refreshSoon(room: Room): void {
    const task = refresh(room).finally(() => served.delete(waiting));
    const waiting = () => task;
    served.add(waiting);
  }

  /** Who belongs to the room and who leads it, as the database has it now. */
  async function refresh(room: Room): Promise<void> {
    try {
      const [someone] = room.presentIds;
      if (someone === undefined) return;
      const view = await core.as(await core.actor(someone, 'browser')).rooms.getRoom({ roomId: room.id });
      room.setPeople(view.people);
      io.to(channel(room.id)).emit('room:people', { participants: room.people });
    } catch (error) {
      log.warn({ error: String(error), roomId: room.id }, 'who is in a room could not be read');
    }
  }

  return {
    async close() {
      stop();
      isClosing = true;
      io.disconnectSockets(true);
      while (served.size > 0) await Promise.all([...served].map((underWay) => underWay()));
      await rooms.closeAll();
      // Not io.close(): that would close the web server with it, whose requests may still be under way.
      io.engine.close();
    },
  };
}
