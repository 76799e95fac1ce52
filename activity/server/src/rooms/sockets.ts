import type { Server as HttpServer } from 'node:http';
import type { ServerEvent } from '@echochat/activity-protocol/rooms/events.ts';
import type { Core } from '@echochat/core/core.ts';
import type { IceConfig } from '@echochat/core/platform/config.ts';
import limit from 'p-limit';
import { Server } from 'socket.io';
import { type ClientAddress, openClientAddress } from '../client-address.ts';
import { News } from '../news.ts';
import { Presence, type PresenceTimes, usualPresenceTimes } from '../presence.ts';
import type { ConnectedPage } from './connected-page.ts';
import { iceServersFor } from './ice-servers.ts';
import { Lines } from './lines.ts';
import { Neighbours, type NeighbourTimes, usualNeighbourTimes } from './neighbours.ts';
import { openRooms } from './open-rooms.ts';
import { OutsideChanges } from './outside-changes.ts';
import { People } from './people.ts';
import type { RoomOptions } from './room.ts';
import { servePage, type VisitBasis } from './serve-page.ts';
import { signInSockets } from './sign-in-sockets.ts';
import { Standing, usualStandingMs } from './standing.ts';
import { coreStorage } from './storage.ts';
import { UnderWay } from './under-way.ts';
import { Visit } from './visit.ts';

/** What a page may say at once, in bytes. */
const maxMessage = 64 * 1_024;
/** A page is asked this often whether it is still there, and has as long again to answer: a laptop may have gone to sleep. */
const usualPingMs = 10_000;
const signInMs = 5_000;
/** Whose partners are looked up at once, apart from those who come into rooms. */
const lookUpsAtOnce = 2;

const noIce: IceConfig = { stunUrls: [], turn: null };
const channel = (roomId: number): string => `room:${roomId}`;

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

  /** The pages that are connected here, by session. */
  const pages = new Map<string, ConnectedPage>();
  /** What is under way for pages that have gone, and for rooms whose people changed: the end waits for it. */
  const underWay = new UnderWay();
  const visitOf = (session: string, userId: number): VisitBasis => ({
    ...{ core, rooms, session, userId, budgets: people.of(userId) },
    peopleOf: (roomId) => outside.peopleOf(roomId),
    iceServers: () => iceServersFor(options.ice ?? noIce, userId, clock.now().epochMilliseconds),
  });

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
    open: (session, userId, far) => new Visit({ ...visitOf(session, userId), ...far }),
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

  const standing = new Standing({
    core,
    log,
    everyMs: options.times?.standing ?? usualStandingMs,
    pages: () => [...pages.values()],
  });
  const outside = new OutsideChanges({
    ...{ core, rooms, presence, standing, pages, underWay },
    endRoom(roomId) {
      io.to(channel(roomId)).emit('room:ended', {});
      io.in(channel(roomId)).disconnectSockets(true);
    },
  });

  signInSockets(io, { core, lines, addressOf, isClosing: () => isClosing });
  const services = { core, rooms, neighbours, lines, presence, news, pages, underWay, listen, visitOf };
  io.on('connection', (socket) => servePage(services, socket, socket.data.userId, socket.data.grant));
  outside.begin();

  return {
    async close() {
      outside.stop();
      standing.close();
      lines.close();
      people.close();
      isClosing = true;
      io.disconnectSockets(true);
      await underWay.settled();
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
