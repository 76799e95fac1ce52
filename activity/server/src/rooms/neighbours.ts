import type { ClientEvent, FromClient, FromServer, ServerEvent } from '@echochat/activity-protocol/rooms/events.ts';
import type { Log } from '@echochat/core/platform/log.ts';
import type { Peers } from '@echochat/core/platform/peers/peers.ts';
import type { Visit } from './visit.ts';

/** What the process of a page says to the process of its room. */
type Outward =
  | { to: 'room'; kind: 'said'; session: string; userId: number; name: ClientEvent; data: unknown }
  | { to: 'room'; kind: 'gone'; session: string }
  /** These are here still. */
  | { to: 'room'; kind: 'beat'; sessions: string[] };
/** What the process of a room says to the process of a page. */
type Homeward =
  | { to: 'page'; kind: 'one'; session: string; event: ServerEvent; data: unknown }
  | {
      to: 'page';
      kind: 'all';
      roomId: number;
      event: ServerEvent;
      data: unknown;
      isSoon: boolean;
      but: readonly string[];
    }
  | { to: 'page'; kind: 'listen'; session: string; roomId: number; on: boolean }
  | { to: 'page'; kind: 'stay'; session: string; roomId: number }
  | { to: 'page'; kind: 'cut'; session: string }
  | { to: 'page'; kind: 'moved'; session: string };

export interface NeighbourTimes {
  /** How often each process says which of its pages are still there, and looks where their rooms are. */
  beat: number;
  /** A page of which nothing was heard for so long has gone with its process. */
  silence: number;
}
export const usualNeighbourTimes: NeighbourTimes = { beat: 2_000, silence: 8_000 };

export interface NeighbourOptions {
  peers: Peers;
  log: Log;
  times: NeighbourTimes;
  holders(roomIds: readonly number[]): Promise<(string | null)[]>;
  /** A visit, here, of a page whose connection another process has. */
  open(session: string, userId: number, channel: FarChannel): Visit;
  /** To the pages that are connected here. */
  toSession(session: string, event: ServerEvent, data: unknown): void;
  toAll(roomId: number, event: ServerEvent, data: unknown, isSoon: boolean, but: readonly string[]): void;
  listen(session: string, roomId: number, on: boolean): void;
  /** A page that is connected here has come into a room elsewhere: where it was here, it is no more. */
  arrived(session: string): void;
  /** A page that is connected here has said too much where its room is. */
  cut(session: string): void;
}

interface FarChannel {
  say<Name extends ServerEvent>(event: Name, data: FromServer[Name]): void;
  listen(roomId: number, on: boolean): void;
  stay(roomId: number): void;
  cut(): void;
}

interface Guest {
  visit: Visit;
  from: string;
  seenAt: number;
  /** The room whose frames its process is sent for it. */
  hears: number | null;
}

/** A page that is connected here, and its room in another process. */
interface Away {
  roomId: number;
  at: string;
}

/**
 * RP: pages and rooms of different processes. A page's process proves who speaks and reads what is said; then it hands
 * it on to the process that has the room, which answers it as one of its own.
 */
export class Neighbours {
  readonly #o: NeighbourOptions;
  readonly #guests = new Map<string, Guest>();
  readonly #away = new Map<string, Away>();
  /** Rooms elsewhere that pages of here have asked to come into, and are not in yet. */
  readonly #asked = new Map<string, Away>();
  readonly #heart: NodeJS.Timeout;
  readonly #stop: (() => void)[];

  constructor(options: NeighbourOptions) {
    this.#o = options;
    const { peers } = options;
    this.#stop = [
      peers.receive((from, message) => this.#receive(from, message as Outward | Homeward)),
      peers.onGap((from) => this.#missed(from)),
    ];
    this.#heart = setInterval(() => void this.#beat(), options.times.beat).unref();
  }

  /** Hands on what a page says that is connected here. */
  send<Name extends ClientEvent>(
    session: string,
    userId: number,
    at: string,
    name: Name,
    data: FromClient[Name],
  ): void {
    if (name === 'room:join') this.#ask(session, { roomId: (data as FromClient['room:join']).roomId, at });
    this.#say(at, { to: 'room', kind: 'said', session, userId, name, data });
    if (name === 'room:leave') this.leave(session);
  }

  /** It stays where it is until it has come in there; what it asked before that is given up. */
  #ask(session: string, asked: Away): void {
    const before = this.#asked.get(session);
    this.#asked.set(session, asked);
    if (before) this.#giveUp(session, before);
  }

  #giveUp(session: string, { at }: Away): void {
    const places = [this.#away.get(session)?.at, this.#asked.get(session)?.at];
    if (!places.includes(at)) this.#say(at, { to: 'room', kind: 'gone', session });
  }

  /** Where a room is that a page is in or asks to come into, while that is elsewhere. */
  placeOf(session: string, roomId: number): string | null {
    const found = [this.#asked.get(session), this.#away.get(session)].find((one) => one?.roomId === roomId);
    return found?.at ?? null;
  }

  /** The room elsewhere that a page is in. */
  roomOf(session: string): number | null {
    return this.#away.get(session)?.roomId ?? null;
  }

  /** A page that is connected here has closed, or has come into a room that is here. */
  leave(session: string): void {
    const places = [this.#away.get(session)?.at, this.#asked.get(session)?.at];
    this.#away.delete(session);
    this.#asked.delete(session);
    for (const at of new Set(places)) if (at !== undefined) this.#say(at, { to: 'room', kind: 'gone', session });
  }

  #cameIn(session: string, roomId: number): void {
    const asked = this.#asked.get(session);
    if (asked?.roomId !== roomId) return;
    const before = this.#away.get(session);
    this.#asked.delete(session);
    this.#away.set(session, asked);
    if (before) this.#giveUp(session, before);
    this.#o.arrived(session);
  }

  #stays(session: string, roomId: number): void {
    const asked = this.#asked.get(session);
    if (asked?.roomId !== roomId) return;
    this.#asked.delete(session);
    this.#giveUp(session, asked);
  }

  /** RP-2: what is said in a room goes once to each process that has pages of it. */
  toAll(roomId: number, event: ServerEvent, data: unknown, isSoon: boolean, but: readonly string[]): void {
    if (this.#guests.size === 0) return;
    const places = new Set<string>();
    for (const { hears, from } of this.#guests.values()) if (hears === roomId) places.add(from);
    for (const place of places) this.#say(place, { to: 'page', kind: 'all', roomId, event, data, isSoon, but });
  }

  toSession(session: string, event: ServerEvent, data: unknown): void {
    const guest = this.#guests.get(session);
    if (guest) this.#say(guest.from, { to: 'page', kind: 'one', session, event, data });
  }

  has(session: string): boolean {
    return this.#guests.has(session);
  }

  /** Everybody of a room has to join it anew, wherever it is then. */
  move(roomId: number): void {
    for (const { visit } of this.#guests.values()) if (visit.roomId === roomId) visit.move();
  }

  #say(to: string, message: Outward | Homeward): void {
    this.#o.peers.send(to, message);
  }

  #receive(from: string, message: Outward | Homeward): void {
    if (message.to === 'room') this.#fromPage(from, message);
    else this.#fromRoom(message);
  }

  #fromPage(from: string, message: Outward): void {
    if (message.kind === 'gone') this.#dismiss(message.session);
    else if (message.kind === 'said') {
      const { session, name } = message;
      if (name === 'room:join' && !this.#guests.has(session)) this.#welcome(from, session, message.userId);
      this.#seen(from, session)?.visit.take(name, message.data as never);
    } else for (const session of message.sessions) this.#seen(from, session);
  }

  /** Somebody's page is there still. One that was forgotten here, for whatever reason, joins again. */
  #seen(from: string, session: string): Guest | undefined {
    const guest = this.#guests.get(session);
    if (guest) guest.seenAt = performance.now();
    else this.#say(from, { to: 'page', kind: 'moved', session });
    return guest;
  }

  #welcome(from: string, session: string, userId: number): void {
    const visit = this.#o.open(session, userId, {
      say: (event, data) =>
        event === 'room:moved'
          ? this.#say(from, { to: 'page', kind: 'moved', session })
          : this.#say(from, { to: 'page', kind: 'one', session, event, data }),
      listen: (roomId, on) => {
        const guest = this.#guests.get(session);
        if (guest) guest.hears = on ? roomId : null;
        this.#say(from, { to: 'page', kind: 'listen', session, roomId, on });
      },
      stay: (roomId) => this.#say(from, { to: 'page', kind: 'stay', session, roomId }),
      cut: () => this.#say(from, { to: 'page', kind: 'cut', session }),
    });
    this.#guests.set(session, { visit, from, seenAt: performance.now(), hears: null });
  }

  #dismiss(session: string): void {
    const guest = this.#guests.get(session);
    if (!guest) return;
    this.#guests.delete(session);
    void guest.visit.end();
  }

  #fromRoom(message: Homeward): void {
    if (message.kind === 'all')
      this.#o.toAll(message.roomId, message.event, message.data, message.isSoon, message.but ?? []);
    else if (message.kind === 'one') this.#o.toSession(message.session, message.event, message.data);
    else if (message.kind === 'listen') {
      this.#o.listen(message.session, message.roomId, message.on);
      if (message.on) this.#cameIn(message.session, message.roomId);
    } else if (message.kind === 'stay') this.#stays(message.session, message.roomId);
    else if (message.kind === 'cut') this.#o.cut(message.session);
    else this.#again(message.session);
  }

  /** RP-3: the page joins again, wherever the room is now. */
  #again(session: string): void {
    const places = [this.#away.get(session), this.#asked.get(session)];
    if (!places.some((one) => one !== undefined)) return;
    this.leave(session);
    for (const one of places) if (one) this.#o.listen(session, one.roomId, false);
    this.#o.toSession(session, 'room:moved', {});
  }

  #missed(from: string): void {
    this.#o.log.warn({ from }, 'words of another process were lost: its pages and ours join again');
    for (const [session, { at }] of [...this.#away, ...this.#asked]) if (at === from) this.#again(session);
    for (const guest of this.#guests.values()) if (guest.from === from) guest.visit.move();
  }

  async #beat(): Promise<void> {
    const now = performance.now();
    for (const [session, { seenAt }] of this.#guests) if (now - seenAt > this.#o.times.silence) this.#dismiss(session);
    if (this.#away.size + this.#asked.size === 0) return;
    const roomIds = [...new Set([...this.#away.values()].map(({ roomId }) => roomId))];
    try {
      const holders = await this.#o.holders(roomIds);
      const holderOf = new Map(roomIds.map((roomId, at) => [roomId, holders[at] ?? null]));
      const sessionsAt = new Map<string, string[]>();
      for (const [session, { roomId, at }] of this.#away)
        if (holderOf.has(roomId) && holderOf.get(roomId) !== at) this.#again(session);
        else sessionsAt.set(at, [...(sessionsAt.get(at) ?? []), session]);
      for (const [session, { at }] of this.#asked) sessionsAt.set(at, [...(sessionsAt.get(at) ?? []), session]);
      for (const [at, sessions] of sessionsAt) this.#say(at, { to: 'room', kind: 'beat', sessions });
    } catch (error) {
      this.#o.log.warn({ error: String(error) }, 'where rooms are could not be read');
    }
  }

  /** Hears nothing any more. Resolves once what guests said is done, with what asks them to go on elsewhere. */
  async close(): Promise<() => void> {
    clearInterval(this.#heart);
    for (const stop of this.#stop) stop();
    const guests = [...this.#guests];
    this.#guests.clear();
    this.#away.clear();
    this.#asked.clear();
    await Promise.all(guests.map(([, { visit }]) => visit.end()));
    return () => {
      for (const [session, { from }] of guests) this.#say(from, { to: 'page', kind: 'moved', session });
    };
  }
}
