import { EchoError } from '@echochat/core/platform/errors.ts';
import type { Log } from '@echochat/core/platform/log.ts';
import { type Outbox, Room, type RoomOptions } from './room.ts';
import type { RoomStorage } from './storage.ts';

export interface OpenRooms {
  /** The room, loaded when the first one comes. Throws room_ended. */
  open(roomId: number): Promise<Room>;
  /** The room where somebody is in it. */
  get(roomId: number): Room | undefined;
  /** Lets go of a room that nobody is in any more, once it is kept. */
  letGo(room: Room): Promise<void>;
  closeAll(): Promise<void>;
}

/** The rooms of this process that somebody is in. */
export function openRooms(
  storage: RoomStorage,
  outboxOf: (roomId: number) => Outbox,
  now: () => number,
  log: Log,
  times: RoomOptions['times'] = {},
): OpenRooms {
  const rooms = new Map<number, Room>();
  const opening = new Map<number, Promise<Room>>();
  const closing = new Map<number, Promise<void>>();

  async function load(roomId: number): Promise<Room> {
    await closing.get(roomId);
    const content = await storage.load(roomId);
    if (!content) throw new EchoError('room_ended');
    const room = new Room({
      id: roomId,
      content,
      storage,
      outbox: outboxOf(roomId),
      now,
      times,
      onFault: (error, what) => log.warn({ error: String(error), roomId }, what),
    });
    rooms.set(roomId, room);
    return room;
  }

  function close(room: Room): Promise<void> {
    if (rooms.get(room.id) !== room) return Promise.resolve();
    rooms.delete(room.id);
    const closed = room.close().then((isSaved) => {
      closing.delete(room.id);
      if (!isSaved) log.error({ roomId: room.id }, 'what was drawn last could not be kept');
    });
    closing.set(room.id, closed);
    return closed;
  }

  return {
    async open(roomId) {
      const known = rooms.get(roomId);
      if (known) return known;
      const loading = opening.get(roomId) ?? load(roomId).finally(() => opening.delete(roomId));
      opening.set(roomId, loading);
      return loading;
    },
    get: (roomId) => rooms.get(roomId),
    async letGo(room) {
      if (room.isEmpty) await close(room);
    },
    async closeAll() {
      await Promise.all([...rooms.values()].map(close));
      await Promise.all(closing.values());
    },
  };
}
