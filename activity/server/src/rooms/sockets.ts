import type { Server as HttpServer } from 'node:http';
import {
  type ClientEvent,
  type FromClient,
  fromClient,
  type ServerEvent,
} from '@echochat/activity-protocol/rooms/events.ts';
import { type NewsFromClient, newsFromClient } from '@echochat/activity-protocol/rooms/news.ts';
import type { Api } from '@echochat/core/api.ts';
import type { Core } from '@echochat/core/core.ts';
import type { BrowserGrant } from '@echochat/core/platform/actor.ts';
import type { IceConfig } from '@echochat/core/platform/config.ts';
import { EchoError, type ErrorCode } from '@echochat/core/platform/errors.ts';
import { asEchoError, spendWrongSecret } from '@echochat/core/platform/procedures.ts';
import limit from 'p-limit';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import { type ClientAddress, openClientAddress } from '../client-address.ts';
import { News } from '../news.ts';
import { Presence, type PresenceTimes, usualPresenceTimes } from '../presence.ts';
import { iceServersFor } from './ice-servers.ts';
import { dismiss, Lines } from './lines.ts';
import { Neighbours, type NeighbourTimes, usualNeighbourTimes } from './neighbours.ts';
import { openRooms } from './open-rooms.ts';
import { maxPagesEach, People } from './people.ts';
import type { Room, RoomOptions } from './room.ts';
import { seatsOf } from './room-seats.ts';
import { Standing, usualStandingMs } from './standing.ts';
import { coreStorage } from './storage.ts';
import { Visit } from './visit.ts';

/** What a page may say at once, in bytes. */
const maxMessage = 64 * 1_024;
/** A page is asked this often whether it is still there, and has as long again to answer: a laptop may have gone to sleep. */
const usualPingMs = 10_000;
const signInMs = 5_000;
/** Whose partners are looked up at once, apart from those who come into rooms. */
const lookUpsAtOnce = 2;
/** A token lives 15 minutes: the next one comes before its end. */
const renewMs = 10 * 60_000;

const handshake = z.object({ token: z.string().max(4_000) });
const noIce: IceConfig = { stunUrls: [], turn: null };
const channel = (roomId: number): string => `room:${roomId}`;

/** A page that is connected here. */
interface Page {
  userId: number;
  /** The browser session that it is of. */
  sessionId: number;
  visit: Visit;
  /** The room that it is in, wherever that is. */
  readonly roomId: number | null;
  /** Whether it is in a room, or on its way there. */
  concerns(roomId: number): boolean;
  /** Ends it; `expel` says why. */
  cut(): void;
  expel(code: ErrorCode): void;
}

export interface RoomSockets {
  close(): Promise<void>;
}

interface OwnTimes {
  ping: number;
  signIn: number;
  standing: number;
}

export interface SocketOptions {
  ice?: IceConfig;
  /** Whether a browser's page of this origin may speak; programs send none. */
  isOurs: (origin: string | undefined, host: string | undefined) => boolean;
  /** RJ-5: where a connection comes from. */
  addressOf?: ClientAddress;
  times?: RoomOptions['times'] & Partial<NeighbourTimes & PresenceTimes & OwnTimes>;
}

/** Rooms over Socket.IO: who speaks is proven, what is said is read, and the room does the rest, wherever it is. */
export function openRoomSockets(server: HttpServer, core: Core, options: SocketOptions): RoomSockets {
  const { log, realtime, clock, peers } = core.services;
  let isClosing = false;
  const pingMs = options.times?.ping ?? usualPingMs;
  const signIn = options.times?.signIn ?? signInMs;
  const addressOf = options.addressOf ?? openClientAddress(0);
  const people = new People();
  const lines = new Lines({
    people,
    signInMs: signIn,
    addressOf,
  });
  const io = new Server(server, {
    transports: ['websocket'],
    maxHttpBufferSize: maxMessage,
    connectTimeout: signIn,
    serveClient: false,
    pingInterval: pingMs,
    pingTimeout: pingMs,
    allowRequest: (request, decide) => {
      const { origin, host } = request.headers;
      decide(null, !isClosing && options.isOurs(origin, host) && lines.mayOpen(request));
    },
  });
  lines.watch(io);
  const iceServers = (userId: number) => iceServersFor(options.ice ?? noIce, userId, clock.now().epochMilliseconds);
  const listen = (session: string, roomId: number, on: boolean): void =>
    on ? io.in(session).socketsJoin(channel(roomId)) : io.in(session).socketsLeave(channel(roomId));
  const toSession = (session: string, event: ServerEvent, data: unknown): void => void io.to(session).emit(event, data);
  const toAllHere = (
    roomId: number,
    event: ServerEvent,
    data: unknown,
    isSoon: boolean,
    but: readonly string[],
  ): void => {
    const pages = io.to(channel(roomId)).except([...but]);
    void (isSoon ? pages.volatile : pages).emit(event, data);
  };

  const rooms = openRooms({
    storage: coreStorage(core),
    peers,
    outboxOf: (roomId) => ({
      toAll(event, data, but = []) {
        toAllHere(roomId, event, data, false, but);
        neighbours.toAll(roomId, event, data, false, but);
      },
      toAllSoon(event, data, but = []) {
        toAllHere(roomId, event, data, true, but);
        neighbours.toAll(roomId, event, data, true, but);
      },
      toSession: (session, event, data) =>
        neighbours.has(session) ? neighbours.toSession(session, event, data) : toSession(session, event, data),
    }),
    now: () => clock.now().epochMilliseconds,
    log,
    times: options.times,
    onMoved(room) {
      neighbours.move(room.id);
      for (const { visit } of pages.values()) if (visit.roomId === room.id) visit.move();
    },
  });
  const neighbours: Neighbours = new Neighbours({
    peers,
    log,
    times: { ...usualNeighbourTimes, ...options.times },
    holders: rooms.holders,
    open: (session, userId, far) =>
      new Visit({
        ...{ core, rooms, session, userId, peopleOf, budgets: people.of(userId) },
        iceServers: () => iceServers(userId),
        ...far,
      }),
    toSession,
    toAll: toAllHere,
    listen,
    arrived: (session) => pages.get(session)?.visit.leaveHere(),
    cut: (session) => pages.get(session)?.cut(),
  });

  // Whoever opens pages again and again keeps nobody out of a room by it.
  const lookUps = limit(lookUpsAtOnce);
  const presence = new Presence({
    realtime,
    me: peers.me,
    log,
    times: { ...usualPresenceTimes, ...options.times },
    partnersOf: (userId) =>
      lookUps(async () => core.as(await core.actor(userId, 'browser')).matching.getPartnerPeople()),
    say: toSession,
  });

  const news = new News({ core, say: (session, name, data) => void io.to(session).emit(name, data) });

  /** The pages that are connected here, by session. */
  const pages = new Map<string, Page>();
  const pagesOf = (userId: number) => [...pages.values()].filter((page) => page.userId === userId);
  /** How often who is in a room has changed, of rooms that somebody has come into. */
  const changesOf = new Map<number, number>();
  const peopleOf = (roomId: number) => ({
    changes: changesOf.get(roomId) ?? 0,
    refresh: (room: Room) => waitFor(refresh(room)),
  });
  const standing = new Standing({
    core,
    log,
    everyMs: options.times?.standing ?? usualStandingMs,
    pages: () => [...pages.values()],
  });

  /** What is under way for pages that have gone, and for rooms whose people changed: the end waits for it. */
  const underWay = new Set<Promise<void>>();
  const waitFor = (task: Promise<void>): void => {
    const noted = task.finally(() => underWay.delete(noted));
    underWay.add(noted);
  };

  /** RJ-1. */
  io.use((socket, next) => {
    const given = handshake.safeParse(socket.handshake.auth);
    if (isClosing) return next(new Error('unavailable'));
    if (!given.success) return next(new Error('not_signed_in'));
    core.actorOfToken(given.data.token).then(
      ({ userId, grant }) => {
        // A person's own pages have no business in rooms.
        if (grant === null || grant.audience === 'pages') return next(new Error('not_allowed'));
        socket.data.userId = userId;
        socket.data.grant = grant;
        const refusal = lines.signIn(socket.conn, userId);
        next(refusal ? Object.assign(new Error(refusal), { data: { limit: maxPagesEach } }) : undefined);
      },
      () => {
        const origin = addressOf(socket.request);
        spendWrongSecret({ kind: 'guest', locale: 'en', origin }, core.services).then(
          () => next(new Error('not_signed_in')),
          (error: unknown) => next(new Error(asEchoError(error).code)),
        );
      },
    );
  });
  io.on('connection', (socket) => serve(socket, socket.data.userId, socket.data.grant));

  function serve(socket: Socket, userId: number, { sessionId, roomId: ownRoomId, procedures }: BrowserGrant): void {
    const session = socket.id;
    const dismissed = () => dismiss(socket);
    /** The room that it is on its way into, before it is known whether that is here. */
    let asked: number | null = null;
    const visit = new Visit({
      ...{ core, rooms, session, userId, peopleOf, budgets: people.of(userId) },
      iceServers: () => iceServers(userId),
      say: (event, data) => void socket.emit(event, data),
      listen(roomId, on) {
        listen(session, roomId, on);
        if (!on) return;
        // It has come into a room that is here: where it was elsewhere, it is no more.
        neighbours.leave(session);
        asked = null;
      },
      stay(roomId) {
        if (asked === roomId) asked = null;
      },
      cut: dismissed,
    });
    const page: Page = {
      userId,
      sessionId,
      visit,
      get roomId() {
        return neighbours.roomOf(session) ?? visit.roomId;
      },
      concerns: (roomId) => asked === roomId || visit.roomId === roomId || neighbours.placeOf(session, roomId) !== null,
      cut: dismissed,
      expel(code) {
        socket.emit('room:error', { error: { code, params: {} } });
        dismiss(socket);
      },
    };
    pages.set(session, page);
    lines.onTooMuch(socket.conn, () => {
      visit.complain(new EchoError('too_many_requests', { seconds: 5 }));
      dismiss(socket);
    });
    waitFor(presence.open(session, userId));
    news.open(session, userId);

    /** RP-1: while it is looked up where a room is, what is said after joining it waits. */
    let routing: Promise<void> | null = null;
    function pass<Name extends ClientEvent>(name: Name, data: FromClient[Name]): void {
      const at = 'roomId' in data ? neighbours.placeOf(session, data.roomId) : null;
      if (at) neighbours.send(session, userId, at, name, data);
      else visit.take(name, data);
    }
    async function route(data: FromClient['room:join']): Promise<void> {
      const [at = null] = await rooms.holders([data.roomId]).catch(() => [null]);
      if (socket.disconnected) return;
      if (at === null || at === peers.me) return visit.take('room:join', data);
      neighbours.send(session, userId, at, 'room:join', data);
      if (asked === data.roomId) asked = null;
    }

    const take = <Name extends ClientEvent>(name: Name, given: unknown): void => {
      const read = fromClient[name].safeParse(given);
      if (!read.success) {
        visit.complain(new EchoError('invalid_input', { field: name }));
        return;
      }
      const data = read.data as FromClient[Name];
      // Opening another room is what the procedure of it is for, by what the token opens.
      const isTheirs =
        'roomId' in data ? data.roomId === ownRoomId : Object.hasOwn(procedures ?? {}, 'rooms.createRoom');
      if (procedures !== null && !isTheirs) {
        visit.complain(new EchoError('not_allowed'));
        return;
      }
      if (name === 'room:join') asked = (data as FromClient['room:join']).roomId;
      if (routing === null && (name !== 'room:join' || !peers.areMany)) {
        pass(name, data);
        return;
      }
      const turn: Promise<void> = (routing ?? Promise.resolve())
        .then(() => (name === 'room:join' ? route(data as FromClient['room:join']) : pass(name, data)))
        .catch((error: unknown) => visit.complain(error))
        .finally(() => {
          if (routing === turn) routing = null;
        });
      routing = turn;
    };
    for (const name of Object.keys(fromClient) as ClientEvent[]) socket.on(name, (given: unknown) => take(name, given));

    /** As the person, by the procedures that chats call. */
    const asPerson = (work: (api: Api) => Promise<unknown>): void =>
      waitFor(
        core
          .actorOfSession(sessionId)
          .then((actor) => work(core.as(actor)))
          .then(
            () => {},
            (error: unknown) => visit.complain(error),
          ),
      );
    function onNews<Name extends keyof NewsFromClient>(
      name: Name,
      work: (api: Api, data: NewsFromClient[Name]) => Promise<unknown>,
    ): void {
      socket.on(name as string, (given: unknown) => {
        const read = newsFromClient[name].safeParse(given);
        if (read.success) asPerson((api) => work(api, read.data as NewsFromClient[Name]));
        else visit.complain(new EchoError('invalid_input', { field: name }));
      });
    }
    onNews('session:invite', ({ sessions }, data) => sessions.inviteToSession(data));
    onNews('session:respond', ({ sessions }, data) => sessions.respondToSessionInvite(data));

    const renewal = setInterval(() => {
      core
        .actorOfSession(sessionId)
        .then((actor) => core.as(actor).auth.createToken())
        .then(
          ({ token }) => void socket.emit('room:token', { token }),
          (error: unknown) => {
            visit.complain(error);
            if (asEchoError(error).code === 'not_signed_in') dismissed();
          },
        );
    }, renewMs);
    socket.on('disconnect', () => {
      clearInterval(renewal);
      neighbours.leave(session);
      presence.close(session, userId);
      news.close(session, userId);
      waitFor(visit.end().finally(() => pages.delete(session)));
    });
  }

  const stopHearingSignOuts = realtime.watchSignedOut(({ sessionIds }) => {
    for (const page of pages.values()) if (sessionIds.includes(page.sessionId)) page.expel('not_signed_in');
  });
  const stop = realtime.watchRooms(({ roomId, kind, userId }) => {
    if (kind === 'ended') {
      io.to(channel(roomId)).emit('room:ended', {});
      io.in(channel(roomId)).disconnectSockets(true);
      return;
    }
    if (rooms.get(roomId)) changesOf.set(roomId, (changesOf.get(roomId) ?? 0) + 1);
    // By person, not by channel: a page that is on its way into the room is in none yet.
    if (kind === 'removed' && userId !== undefined)
      for (const page of pagesOf(userId)) if (page.concerns(roomId)) page.expel('removed_from_room');
    const room = rooms.get(roomId);
    if (room) waitFor(kind === 'files' ? tellFiles(room) : refresh(room));
  });

  const stopAccounts = realtime.watchAccounts(({ accounts, kind }) => {
    for (const userId of accounts)
      if (kind === 'partners') waitFor(presence.refresh(userId));
      else if (pagesOf(userId).length > 0) waitFor(standing.check());
  });

  /** Who belongs to the room, who leads it and who is kept apart, as the database has it now. */
  async function refresh(room: Room): Promise<void> {
    try {
      const { people, apart } = await seatsOf(core, room.id);
      room.setPeople(people);
      room.setApart(apart);
      room.tellPeople();
    } catch (error) {
      unread(room, error);
    }
  }

  /** As somebody who is in the room, so that the procedures decide. */
  async function tellFiles(room: Room): Promise<void> {
    try {
      const [someone] = room.presentIds;
      if (someone === undefined) return;
      const { rooms } = core.as(await core.actor(someone, 'browser'));
      room.tellFiles(await rooms.getFiles({ roomId: room.id }));
    } catch (error) {
      unread(room, error);
    }
  }

  const unread = (room: Room, error: unknown): void =>
    log.warn({ error: String(error), roomId: room.id }, 'what changed in a room could not be read');

  return {
    async close() {
      stop();
      stopAccounts();
      standing.close();
      lines.close();
      people.close();
      stopHearingSignOuts();
      isClosing = true;
      io.disconnectSockets(true);
      while (underWay.size > 0) await Promise.all(underWay);
      news.end();
      await presence.end();
      const sendGuestsOn = await neighbours.close();
      await rooms.closeAll();
      sendGuestsOn();
      // Not io.close(): that would close the web server with it, whose requests may still be under way.
      io.engine.close();
    },
  };
}
