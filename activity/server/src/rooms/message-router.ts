import { type ClientEvent, type FromClient, fromClient } from '@echochat/activity-protocol/rooms/events.ts';
import type { BrowserGrant } from '@echochat/core/platform/actor.ts';
import { EchoError } from '@echochat/core/platform/errors.ts';
import type { Neighbours } from './neighbours.ts';
import type { OpenRooms } from './open-rooms.ts';
import type { Visit } from './visit.ts';

export interface MessageRouterOptions {
  session: string;
  userId: number;
  grant: BrowserGrant;
  visit: Visit;
  rooms: Pick<OpenRooms, 'holders'>;
  neighbours: Neighbours;
  /** This process, and whether there are others. */
  peers: { me: string; areMany: boolean };
  isGone: () => boolean;
}

/** RP-1: what a page says, read and handed to the process that has its room, in the order in which it was said. */
export class MessageRouter {
  readonly #o: MessageRouterOptions;
  /** The room that it is on its way into, before it is known whether that is here. */
  #asked: number | null = null;
  /** While it is looked up where a room is, what is said after joining it waits. */
  #routing: Promise<void> | null = null;

  constructor(options: MessageRouterOptions) {
    this.#o = options;
  }

  isOnItsWayTo(roomId: number): boolean {
    return this.#asked === roomId;
  }

  /** It is in a room, or will not get into one. */
  arrived(roomId: number | null = this.#asked): void {
    if (this.#asked === roomId) this.#asked = null;
  }

  take<Name extends ClientEvent>(name: Name, given: unknown): void {
    const { visit, peers } = this.#o;
    const read = fromClient[name].safeParse(given);
    if (!read.success) {
      visit.complain(new EchoError('invalid_input', { field: name }));
      return;
    }
    const data = read.data as FromClient[Name];
    if (!this.#isTheirs(data)) {
      visit.complain(new EchoError('not_allowed'));
      return;
    }
    if (name === 'room:join') this.#asked = (data as FromClient['room:join']).roomId;
    if (this.#routing === null && (name !== 'room:join' || !peers.areMany)) {
      this.#pass(name, data);
      return;
    }
    const turn: Promise<void> = (this.#routing ?? Promise.resolve())
      .then(() => (name === 'room:join' ? this.#route(data as FromClient['room:join']) : this.#pass(name, data)))
      .catch((error: unknown) => visit.complain(error))
      .finally(() => {
        if (this.#routing === turn) this.#routing = null;
      });
    this.#routing = turn;
  }

  /** Opening another room is what the procedure of it is for, by what the token opens. */
  #isTheirs(data: FromClient[ClientEvent]): boolean {
    const { procedures, roomId } = this.#o.grant;
    if (procedures === null) return true;
    return 'roomId' in data ? data.roomId === roomId : Object.hasOwn(procedures, 'rooms.createRoom');
  }

  #pass<Name extends ClientEvent>(name: Name, data: FromClient[Name]): void {
    const { neighbours, session, userId, visit } = this.#o;
    const at = 'roomId' in data ? neighbours.placeOf(session, data.roomId) : null;
    if (at) neighbours.send(session, userId, at, name, data);
    else visit.take(name, data);
  }

  async #route(data: FromClient['room:join']): Promise<void> {
    const { rooms, peers, neighbours, session, userId, visit, isGone } = this.#o;
    const [at = null] = await rooms.holders([data.roomId]).catch(() => [null]);
    if (isGone()) return;
    if (at === null || at === peers.me) return visit.take('room:join', data);
    neighbours.send(session, userId, at, 'room:join', data);
    this.arrived(data.roomId);
  }
}
