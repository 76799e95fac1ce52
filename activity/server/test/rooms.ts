import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { ElementChange } from '@echochat/activity-protocol/rooms/change.ts';
import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import type { FromServer, ServerEvent } from '@echochat/activity-protocol/rooms/events.ts';
import { pack } from '@echochat/activity-protocol/rooms/packed.ts';
import { openRoomSockets, type SocketOptions } from '@echochat/activity-server/rooms/sockets.ts';
import type { Core } from '@echochat/core/core.ts';
import { openLog } from '@echochat/core/platform/log.ts';
import { memoryPeers, PeerHub } from '@echochat/core/platform/peers/memory-peers.ts';
import type { Peers } from '@echochat/core/platform/peers/peers.ts';
import { redisPeers } from '@echochat/core/platform/peers/redis-peers.ts';
import { openRedis } from '@echochat/core/platform/redis.ts';
import { io, type Socket } from 'socket.io-client';
import type { Person, TestCore } from '../../../test/core.ts';

/** Rooms on a free port of their own. */
export async function serveRooms(core: Core, options: Partial<SocketOptions> = {}) {
  const server = createServer();
  const sockets = openRoomSockets(server, core, {
    isOurs: () => true,
    times: { save: 30, heartbeat: 200, hostAway: 150, beat: 100, silence: 2_000 },
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      await sockets.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Several processes of one house on one database: through the Redis of this run, or through memory where there is none. */
export function openProcesses(redisUrl: string | null) {
  const hub = new PeerHub();
  const log = openLog('silent');
  const redis = redisUrl === null ? null : openRedis(redisUrl, log, `test:${randomUUID()}:`);
  const opened: Peers[] = [];
  return {
    /** The core as another process has it. */
    of(core: Core): Core {
      const peers = redis ? redisPeers(redis, log, { lease: 1_500, renew: 300 }) : memoryPeers(hub);
      opened.push(peers);
      return { ...core, services: { ...core.services, peers } };
    },
    async close() {
      await Promise.all(opened.map((peers) => peers.close()));
      redis?.disconnect();
    },
  };
}

/** A page of somebody, which speaks the protocol by hand and remembers what it hears. */
export class Page {
  readonly socket: Socket;
  readonly heard: { event: string; data: unknown }[] = [];
  #news: (() => void)[] = [];

  constructor(socket: Socket) {
    this.socket = socket;
    socket.onAny((event: string, data: unknown) => {
      this.heard.push({ event, data });
      this.#wake();
    });
    socket.on('disconnect', () => this.#wake());
  }

  #wake(): void {
    for (const listener of this.#news.splice(0)) listener();
  }

  say(event: string, data: unknown): void {
    this.socket.emit(event, data);
  }

  draw(roomId: number, boardId: number, ...changes: ElementChange[]): void {
    this.say('room:whiteboard:stroke', { roomId, boardId, changes: changes.map(pack) });
  }

  of<Name extends ServerEvent>(event: Name): FromServer[Name][] {
    return this.heard.filter((one) => one.event === event).map(({ data }) => data as FromServer[Name]);
  }

  /** The newest of an event for which something holds; waits for it. */
  async hears<Name extends ServerEvent>(
    event: Name,
    holds: (data: FromServer[Name]) => boolean = () => true,
    ms = 8_000,
  ): Promise<FromServer[Name]> {
    const until = Date.now() + ms;
    for (;;) {
      const found = this.of(event).findLast(holds);
      if (found) return found;
      if (Date.now() > until) throw new Error(`waited for ${event}, heard ${this.heard.map((one) => one.event)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(1, until - Date.now()));
        this.#news.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async isGone(): Promise<void> {
    if (this.socket.connected) await new Promise((resolve) => this.socket.once('disconnect', resolve));
  }

  close(): void {
    this.socket.disconnect();
  }
}

/** Opens a page of somebody, connected and not yet in a room. */
export async function openPage(_core: TestCore, url: string, person: Person): Promise<Page> {
  const { token } = await (await person.api()).auth.createToken();
  return openPageBy(url, token);
}

/** The same by a token that is there already. */
export async function openPageBy(url: string, token: string): Promise<Page> {
  const socket = io(url, { transports: ['websocket'], auth: { token }, forceNew: true, reconnection: false });
  const page = new Page(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return page;
}

export const stroke = (id: string, given: Partial<BoardElement> = {}): BoardElement => ({
  id,
  type: 'freedraw',
  version: 1,
  versionNonce: 1,
  isDeleted: false,
  x: 0,
  y: 0,
  width: 1,
  height: 1,
  points: [[0, 0]],
  ...given,
});
