import type { IncomingMessage } from 'node:http';
import type { Server, Socket } from 'socket.io';
import type { ClientAddress } from '../client-address.ts';
import { type Budget, openBudget } from './budget.ts';
import type { People, PersonBudgets } from './people.ts';

type Connection = Socket['conn'];

/** RJ-5: connections of one address at once, signed in or not, and how fast they may come. */
export const maxLinesEach = 50;
const opensPerSecond = 10;
const opensAtOnce = 100;
const rememberedMs = 60_000;
/** RJ-6: what waits for a page that does not read; past it the page is cut. */
export const maxWaiting = 4 * 1_024 * 1_024;
/** Before a page is signed in it has hardly anything to say. */
const strangerPackets = 10;
const strangerCharacters = 16_000;
/** Control frames that the WebSocket answers by itself. */
const pingsPerSecond = 2;
const pingsAtOnce = 20;
/** Who is told why they are cut has so long to read it. */
const farewellMs = 500;

export interface LineOptions {
  people: People;
  /** RJ-1: who has not signed in by then is cut, whether or not they answer. Milliseconds. */
  signInMs: number;
  addressOf: ClientAddress;
}

interface Address {
  lines: number;
  opens: Budget;
  goneAt: number;
}

/** One connection: what it may say and be sent, whoever speaks on it. */
interface Line {
  budgets: PersonBudgets | null;
  onTooMuch: (() => void) | null;
  left: { packets: number; characters: number };
}

/** Every connection of the rooms, from its first byte: how many there are, and what each may cost. */
export class Lines {
  readonly #o: LineOptions;
  readonly #addresses = new Map<string, Address>();
  readonly #lines = new WeakMap<Connection, Line>();
  readonly #sweep: NodeJS.Timeout;

  constructor(options: LineOptions) {
    this.#o = options;
    this.#sweep = setInterval(() => this.#forget(), rememberedMs / 2).unref();
  }

  watch(io: Server): void {
    io.engine.on('connection', (connection: Connection) => this.#opened(connection));
  }

  close(): void {
    clearInterval(this.#sweep);
  }

  /** RJ-5: whether another connection may come from where this request does. */
  mayOpen(request: IncomingMessage): boolean {
    const address = this.#address(this.#o.addressOf(request));
    return address.lines < maxLinesEach && address.opens();
  }

  #address(name: string): Address {
    const known = this.#addresses.get(name) ?? {
      lines: 0,
      opens: openBudget(opensPerSecond, opensAtOnce),
      goneAt: performance.now(),
    };
    this.#addresses.set(name, known);
    return known;
  }

  #forget(): void {
    const long = performance.now() - rememberedMs;
    for (const [name, { lines, goneAt }] of this.#addresses)
      if (lines === 0 && goneAt < long) this.#addresses.delete(name);
  }

  #opened(connection: Connection): void {
    const address = this.#address(this.#o.addressOf(connection.request));
    address.lines += 1;
    const line: Line = {
      budgets: null,
      onTooMuch: null,
      left: { packets: strangerPackets, characters: strangerCharacters },
    };
    this.#lines.set(connection, line);
    const late = setTimeout(() => {
      if (line.budgets === null) cut(connection);
    }, this.#o.signInMs).unref();
    connection.on('packet', ({ data }: { data?: unknown }) => {
      const characters = typeof data === 'string' ? data.length : Buffer.isBuffer(data) ? data.byteLength : 0;
      if (this.#mayTalk(line, characters)) return;
      if (line.onTooMuch) line.onTooMuch();
      else cut(connection);
    });
    watchWaiting(connection);
    const socket = webSocketOf(connection);
    connection.once('close', () => {
      clearTimeout(late);
      // Who does not answer the WebSocket's goodbye would keep it for half a minute.
      setTimeout(() => socket?.terminate(), farewellMs).unref();
      address.lines -= 1;
      address.goneAt = performance.now();
    });
    if (address.lines > maxLinesEach) cut(connection);
  }

  #mayTalk({ budgets, left }: Line, characters: number): boolean {
    if (budgets) return budgets.messages() && budgets.heard(characters);
    left.packets -= 1;
    left.characters -= characters;
    return left.packets >= 0 && left.characters >= 0;
  }

  /** RJ-5: the connection is somebody's from now on. Returns why it may not be, if so. */
  signIn(connection: Connection, userId: number): 'too_many_pages' | 'too_many_requests' | 'not_signed_in' | null {
    const line = this.#lines.get(connection);
    if (!line || line.budgets) return 'not_signed_in';
    const { people } = this.#o;
    const budgets = people.of(userId);
    if (!budgets.opens()) return 'too_many_requests';
    const closed = people.open(userId);
    if (!closed) return 'too_many_pages';
    line.budgets = budgets;
    connection.once('close', closed);
    return null;
  }

  /** Where a page says too much; once. */
  onTooMuch(connection: Connection, listener: () => void): void {
    const line = this.#lines.get(connection);
    if (!line) return;
    line.onTooMuch = () => {
      line.onTooMuch = () => {};
      listener();
    };
  }
}

/** Ends a connection now, with all that waits for it. */
export function cut(connection: Connection): void {
  webSocketOf(connection)?.terminate();
  connection.close(true);
}

/** Ends it once what was said last is read, or soon. */
export function dismiss(socket: Socket): void {
  const { conn } = socket;
  socket.disconnect(true);
  setTimeout(() => cut(conn), farewellMs).unref();
}

/**
 * RJ-6: what is not sent yet is in two places: packets that the transport does not take (all of them where pages poll),
 * and bytes that the WebSocket could not hand to the network.
 */
function watchWaiting(connection: Connection): void {
  const socket = webSocketOf(connection);
  let queued = 0;
  connection.on('packetCreate', (packet: { data?: unknown }) => {
    queued += sizeOf(packet);
    if (queued + (socket?.bufferedAmount ?? 0) > maxWaiting) cut(connection);
  });
  connection.on('flush', (packets: readonly { data?: unknown }[]) => {
    for (const packet of packets) queued -= sizeOf(packet);
  });
  const mayPing = openBudget(pingsPerSecond, pingsAtOnce);
  socket?.on('ping', () => {
    if (!mayPing()) cut(connection);
  });
}

const sizeOf = ({ data }: { data?: unknown }): number => (typeof data === 'string' ? data.length : 0);

interface WebSocketLike {
  readonly bufferedAmount: number;
  terminate(): void;
  on(event: 'ping', listener: () => void): void;
}

/** Engine.IO keeps it in its transport without a word about it in its types; null where pages poll. */
function webSocketOf({ transport }: Connection): WebSocketLike | null {
  const socket: unknown = Reflect.get(transport, 'socket');
  return isWebSocket(socket) ? socket : null;
}

const isWebSocket = (socket: unknown): socket is WebSocketLike =>
  typeof socket === 'object' && socket !== null && 'bufferedAmount' in socket && 'terminate' in socket;
