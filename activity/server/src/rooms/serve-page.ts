import { type ClientEvent, fromClient } from '@echochat/activity-protocol/rooms/events.ts';
import { type NewsFromClient, newsFromClient } from '@echochat/activity-protocol/rooms/news.ts';
import type { Api } from '@echochat/core/api.ts';
import type { Core } from '@echochat/core/core.ts';
import type { BrowserGrant } from '@echochat/core/platform/actor.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';
import { asEchoError } from '@echochat/core/platform/procedures.ts';
import type { Socket } from 'socket.io';
import type { News } from '../news.ts';
import type { Presence } from '../presence.ts';
import type { ConnectedPage } from './connected-page.ts';
import { dismiss, type Lines } from './lines.ts';
import { MessageRouter } from './message-router.ts';
import type { Neighbours } from './neighbours.ts';
import type { OpenRooms } from './open-rooms.ts';
import type { UnderWay } from './under-way.ts';
import { Visit, type VisitOptions } from './visit.ts';

/** A token lives 15 minutes: the next one comes before its end. */
const renewMs = 10 * 60_000;

/** What is the same wherever the visit's page is connected. */
export type VisitBasis = Omit<VisitOptions, 'say' | 'listen' | 'stay' | 'cut'>;

export interface PageServices {
  core: Core;
  rooms: OpenRooms;
  neighbours: Neighbours;
  lines: Lines;
  presence: Presence;
  news: News;
  /** The pages that are connected here, by session. */
  pages: Map<string, ConnectedPage>;
  underWay: UnderWay;
  listen: (session: string, roomId: number, on: boolean) => void;
  /** What every visit of a person is made of. */
  visitOf: (session: string, userId: number) => VisitBasis;
}

/** A page has connected: what it says is taken, and it is told what is its, until it goes. */
export function servePage(services: PageServices, socket: Socket, userId: number, grant: BrowserGrant): void {
  const { core, rooms, neighbours, lines, presence, news, pages, underWay, listen, visitOf } = services;
  const session = socket.id;
  const dismissed = () => dismiss(socket);
  const visit = new Visit({
    ...visitOf(session, userId),
    say: (event, data) => void socket.emit(event, data),
    listen(roomId, on) {
      listen(session, roomId, on);
      if (!on) return;
      // It has come into a room that is here: where it was elsewhere, it is no more.
      neighbours.leave(session);
      router.arrived();
    },
    stay: (roomId) => router.arrived(roomId),
    cut: dismissed,
  });
  const router = new MessageRouter({
    ...{ session, userId, grant, visit, rooms, neighbours },
    peers: core.services.peers,
    isGone: () => socket.disconnected,
  });
  pages.set(session, {
    userId,
    sessionId: grant.sessionId,
    visit,
    get roomId() {
      return neighbours.roomOf(session) ?? visit.roomId;
    },
    concerns: (roomId) =>
      router.isOnItsWayTo(roomId) || visit.roomId === roomId || neighbours.placeOf(session, roomId) !== null,
    cut: dismissed,
    expel(code) {
      socket.emit('room:error', { error: { code, params: {} } });
      dismiss(socket);
    },
  });
  lines.onTooMuch(socket.conn, () => {
    visit.complain(new EchoError('too_many_requests', { seconds: 5 }));
    dismiss(socket);
  });
  underWay.add(presence.open(session, userId));
  news.open(session, userId);
  for (const name of Object.keys(fromClient) as ClientEvent[])
    socket.on(name, (given: unknown) => router.take(name, given));
  hearNews(services, socket, grant.sessionId, visit);
  const stopRenewing = renewTokens(core, socket, grant.sessionId, visit);
  socket.on('disconnect', () => {
    stopRenewing();
    neighbours.leave(session);
    presence.close(session, userId);
    news.close(session, userId);
    underWay.add(visit.end().finally(() => pages.delete(session)));
  });
}

/** What of a page has nothing to do with its room, done as the person by the procedures that chats call. */
function hearNews({ core, underWay }: PageServices, socket: Socket, sessionId: number, visit: Visit): void {
  function on<Name extends keyof NewsFromClient>(
    name: Name,
    work: (api: Api, data: NewsFromClient[Name]) => Promise<unknown>,
  ): void {
    socket.on(name as string, (given: unknown) => {
      const read = newsFromClient[name].safeParse(given);
      if (!read.success) return visit.complain(new EchoError('invalid_input', { field: name }));
      const done = core
        .actorOfSession(sessionId)
        .then((actor) => work(core.as(actor), read.data as NewsFromClient[Name]));
      underWay.add(
        done.then(
          () => {},
          (error: unknown) => visit.complain(error),
        ),
      );
    });
  }
  on('session:invite', ({ sessions }, data) => sessions.inviteToSession(data));
  on('session:respond', ({ sessions }, data) => sessions.respondToSessionInvite(data));
}

/** Gives the page its next token before the last one ends, until the returned function is called. */
function renewTokens(core: Core, socket: Socket, sessionId: number, visit: Visit): () => void {
  const renewal = setInterval(() => {
    core
      .actorOfSession(sessionId)
      .then((actor) => core.as(actor).auth.createToken())
      .then(
        ({ token }) => void socket.emit('room:token', { token }),
        (error: unknown) => {
          visit.complain(error);
          if (asEchoError(error).code === 'not_signed_in') dismiss(socket);
        },
      );
  }, renewMs);
  return () => clearInterval(renewal);
}
