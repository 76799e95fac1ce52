import { EchoError } from '@echochat/core/platform/errors.ts';
import type { Log } from '@echochat/core/platform/log.ts';
import type { Peers } from '@echochat/core/platform/peers/peers.ts';
import limit from 'p-limit';
import type { Outbox } from './outbox.ts';
import { Room, type RoomOptions } from './room.ts';
import type { RoomStorage } from './storage.ts';

export interface OpenRooms {
  /** What somebody who comes in asks of the database, some at a time: after a restart hundreds come back at once. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** The room, loaded when the first one comes; null where another process has it. Throws room_ended, unavailable. */
  open(roomId: number): Promise<Room | null>;
  /** The room where somebody is in it. */
  get(roomId: number): Room | undefined;
  /** Which process has each of the rooms; null for those that nobody is in. */
  holders(roomIds: readonly number[]): Promise<(string | null)[]>;
  /** Lets go of a room that nobody is in any more, once it is kept. */
  letGo(room: Room): Promise<void>;
  closeAll(): Promise<void>;
}

export interface OpenRoomsOptions {
  storage: RoomStorage;
  peers: Peers;
  outboxOf: (roomId: number) => Outbox;
  now: () => number;
  log: Log;
  times: RoomOptions['times'];
  /** Another process has a room that was here: whoever is in it has to go there. */
  onMoved: (room: Room) => void;
}

/** Fewer than there are connections, for which nobody waits longer than two seconds. */
const comingInAtOnce = 6;
const leaseOf = (roomId: number): string => `room:${roomId}`;

/** The rooms of this process that somebody is in. Of all processes one has a room, for as long as somebody is in it. */
export function openRooms(options: OpenRoomsOptions): OpenRooms {
  const { storage, peers, log } = options;
  const rooms = new Map<number, Room>();
  const opening = new Map<number, Promise<Room | null>>();
  const closing = new Map<number, Promise<void>>();

  async function load(roomId: number): Promise<Room | null> {
    await closing.get(roomId);
    if ((await hold(roomId)) !== peers.me) return null;
    try {
      const content = await storage.load(roomId);
      if (!content) throw new EchoError('room_ended');
      const room = new Room({
        id: roomId,
        content,
        storage,
        outbox: options.outboxOf(roomId),
        now: options.now,
        times: options.times ?? {},
        onFault: (error, what) => log.warn({ error: String(error), roomId }, what),
      });
      rooms.set(roomId, room);
      return room;
    } catch (error) {
      await release(roomId);
      throw error;
    }
  }

  async function hold(roomId: number): Promise<string> {
    try {
      return await peers.hold(leaseOf(roomId));
    } catch (error) {
      log.warn({ error: String(error), roomId }, 'a room cannot be opened: who has it is unknown');
      throw new EchoError('unavailable');
    }
  }

  /** What cannot be released now is free when its time has run out. */
  const release = (roomId: number): Promise<void> =>
    peers
      .release(leaseOf(roomId))
      .catch((error: unknown) => log.warn({ error: String(error), roomId }, 'a room is held longer than it is used'));

  function close(room: Room, isLost = false): Promise<void> {
    if (rooms.get(room.id) !== room) return Promise.resolve();
    rooms.delete(room.id);
    const closed = room.close(isLost).then(async (isSaved) => {
      if (!isSaved) log.error({ roomId: room.id }, 'what was drawn last could not be kept');
      await release(room.id);
      closing.delete(room.id);
    });
    closing.set(room.id, closed);
    return closed;
  }

  peers.onLost((name) => {
    const room = [...rooms.values()].find(({ id }) => leaseOf(id) === name);
    if (!room) return;
    log.warn({ roomId: room.id }, 'a room has moved to another process');
    options.onMoved(room);
    void close(room, true);
  });

  return {
    inTurn: limit(comingInAtOnce),
    async open(roomId) {
      const known = rooms.get(roomId);
      if (known) return known;
      const loading = opening.get(roomId) ?? load(roomId).finally(() => opening.delete(roomId));
      opening.set(roomId, loading);
      return loading;
    },
    get: (roomId) => rooms.get(roomId),
    holders: (roomIds) => peers.holders(roomIds.map(leaseOf)),
    async letGo(room) {
      if (room.isEmpty) await close(room);
    },
    async closeAll() {
      await Promise.all([...rooms.values()].map((room) => close(room)));
      await Promise.all(closing.values());
    },
  };
}
