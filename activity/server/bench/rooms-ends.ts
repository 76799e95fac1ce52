import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { openRoomSockets } from '@echochat/activity-server/rooms/sockets.ts';
import { openCore } from '@echochat/core/core.ts';
import { openLog } from '@echochat/core/platform/log.ts';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';

/** What a page needs to come into a room: where, and what it says first. */
export interface Seat {
  room: number;
  board: number;
  token: string;
}
export interface End {
  port: number;
  seats: Seat[];
  /** Tokens live for 15 minutes: the same seats with new ones. */
  renew?(): Promise<Seat[]>;
  close(): Promise<void>;
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Seats in rooms that need no database. */
const plainSeats = (rooms: number, each: number): Seat[] =>
  Array.from({ length: rooms * each }, (_, index) => ({ room: Math.floor(index / each) + 1, board: 1, token: '' }));

/** Our rooms: signed in, authorised, merged, kept in the database. */
export async function ours(rooms: number, each: number): Promise<End> {
  const databaseUrl = process.env.DATABASE_URL ?? null;
  const files = { kind: 'folder', path: tmpdir() } as const;
  const core = await openCore({
    databaseUrl,
    redisUrl: null,
    authSecret: 'bench'.repeat(8),
    files,
    log: openLog('silent'),
  });
  const { prisma } = core.services.database;
  const plan = {
    maxRooms: -1,
    maxParticipantsPerRoom: 50,
    maxSkills: -1,
    maxMatchesPerDay: -1,
    priceMonthly: 0,
    priceYearly: 0,
  };
  const features = { roomsPerDay: -1, sessionsPerDay: -1, resourceUploadsPerDay: -1, apiCallsPerMinute: 1_000_000 };
  await prisma.subscriptionPlan.upsert({
    where: { name: 'free' },
    create: { name: 'free', features, ...plan },
    update: {},
  });
  const system = core.as({ kind: 'system', name: 'bench' });
  const seats: Seat[] = [];
  const users: number[] = [];
  const tokenOf = async (userId: number) =>
    (await core.as(await core.actor(userId, 'playground')).auth.createToken()).token;
  for (let index = 0; index < rooms; index += 1) {
    const room = await prisma.learningRoom.create({ data: { title: 'Bench', maxParticipants: 50 } });
    const board = await prisma.roomBoard.create({ data: { roomId: room.id, title: '1' } });
    for (let place = 0; place < each; place += 1) {
      // Somebody of their own: who sat in all rooms would meet the limit of calls a minute.
      const handle = `bench${index}x${place}`;
      const known = { platform: 'playground', externalId: handle, handle, displayName: handle } as const;
      const { userId } = await system.auth.identify(known);
      users.push(userId);
      // Each has been in it, so that they may come in again.
      await prisma.roomParticipant.create({ data: { roomId: room.id, userId } });
      seats.push({ room: room.id, board: board.id, token: await tokenOf(userId) });
    }
  }
  const server = createServer();
  const sockets = openRoomSockets(server, core, { isOurs: () => true });
  return {
    port: await listen(server),
    seats,
    async renew() {
      for (const [at, seat] of seats.entries()) seat.token = await tokenOf(users[at] ?? 0);
      return seats;
    },
    async close() {
      await sockets.close();
      await prisma.learningRoom.deleteMany({ where: { id: { in: seats.map(({ room }) => room) } } });
      await core.close();
      server.close();
    },
  };
}

/** A plain Socket.IO relay, as excalidraw-room is one: every change is emitted to the others in the room. */
export async function socketIo(rooms: number, each: number): Promise<End> {
  const server = createServer();
  const io = new Server(server, { transports: ['websocket'], serveClient: false });
  io.on('connection', (socket) => {
    socket.on('room:join', ({ roomId }: { roomId: number }) => {
      void socket.join(String(roomId));
      socket.emit('room:joined', {});
    });
    socket.on('room:whiteboard:stroke', (said: { roomId: number }) => {
      socket.broadcast.to(String(said.roomId)).emit('room:whiteboard:stroke', said);
    });
  });
  return {
    port: await listen(server),
    seats: plainSeats(rooms, each),
    async close() {
      await io.close();
    },
  };
}

/** The least there is: what one says is sent to the others as it came. It speaks just enough of the protocol. */
export async function bareWs(rooms: number, each: number): Promise<End> {
  const server = createServer();
  const relay = new WebSocketServer({ server });
  const inside = new Map<string, Set<import('ws').WebSocket>>();
  relay.on('connection', (socket) => {
    let room: Set<import('ws').WebSocket> | null = null;
    socket.send('0{}');
    socket.on('message', (data) => {
      const text = String(data);
      if (text.startsWith('40')) return socket.send('40{}');
      const joined = /^42\["room:join",\{"roomId":(\d+)/.exec(text)?.[1];
      if (joined !== undefined) {
        room = inside.get(joined) ?? new Set();
        inside.set(joined, room.add(socket));
        return socket.send('42["room:joined",{}]');
      }
      for (const other of room ?? []) if (other !== socket) other.send(text);
    });
    socket.on('close', () => room?.delete(socket));
  });
  return {
    port: await listen(server),
    seats: plainSeats(rooms, each),
    async close() {
      for (const client of relay.clients) client.terminate();
      relay.close();
      server.close();
    },
  };
}

export const ends = { ours, 'Socket.IO relay': socketIo, 'bare ws relay': bareWs } as const;
export type EndName = keyof typeof ends;
