import { act, mayAct, type RoomAction, roomDocument } from '@echochat/activity-protocol/rooms/document.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Room } from './room.ts';
import type { RoomStorage } from './storage.ts';

const minute = 60_000;
const somebody = { userId: 7, role: 'participant' } as const;
const start: RoomAction = { do: 'timer:start', focusMinutes: 25, breakMinutes: 5 };
const on: RoomAction = { do: 'chimes', on: true };

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** A room with somebody in it, whose storage writes down what it is told to sound. */
function roomWith(given: object = {}) {
  const sounded: [string, number][] = [];
  const storage: RoomStorage = {
    load: async () => null,
    save: async () => {},
    snapshot: async () => {},
    notesSnapshot: async () => {},
    present: async () => {},
    succeedHost: async () => {},
    chime: async (roomId, chime, at) => {
      expect(roomId).toBe(1);
      sounded.push([chime, at]);
    },
  };
  const room = new Room({
    id: 1,
    content: { document: roomDocument.parse(given), notes: { notes: '', taken: {} }, boards: [] },
    storage,
    outbox: { toAll() {}, toAllSoon() {}, toSession() {} },
    now: Date.now,
    onFault: (error) => expect.unreachable(String(error)),
  });
  room.setPeople([{ ...somebody, isOwner: false, displayName: 'Bo', avatarUrl: null }]);
  room.enter('page', somebody.userId);
  return { room, sounded, say: (action: RoomAction) => room.act('page', action) };
}

describe('RD-4: chimes', () => {
  test('are off in a room of before, switched by whoever runs the timer, and changed by nothing else', () => {
    const before = roomDocument.parse({ v: 1, isLocked: true });
    expect(before.chimes).toBe(false);
    expect(mayAct(before, on, somebody)).toBe(true);
    expect(act(before, on, somebody, 0)).toEqual({ ...before, chimes: true });
    expect(act(before, { do: 'chimes', on: false }, somebody, 0)).toBeNull();
    expect(roomDocument.parse({ chimes: 'loud' }).chimes).toBe(false);
  });

  test('sound when the timer starts, turns and is stopped', async () => {
    const { room, sounded, say } = roomWith();
    say(on);
    say(start);
    await vi.advanceTimersByTimeAsync(30 * minute);
    say({ do: 'timer:pause' });
    say({ do: 'timer:resume' });
    say({ do: 'timer:stop' });
    say({ do: 'timer:stop' });
    await room.close();
    expect(sounded).toEqual([
      ['focus', 0],
      ['break', 25 * minute],
      ['focus', 30 * minute],
      ['stop', 30 * minute],
    ]);
  });

  test('do not sound where they are off', async () => {
    const { room, sounded, say } = roomWith();
    say(start);
    await vi.advanceTimersByTimeAsync(30 * minute);
    say({ do: 'timer:stop' });
    await room.close();
    expect(sounded).toEqual([]);
  });

  test('say when a turn was that nobody saw', async () => {
    vi.setSystemTime(27 * minute);
    const timer = { phase: 'focus', focusMinutes: 25, breakMinutes: 5, endsAt: 25 * minute, leftMs: 25 * minute };
    const { room, sounded } = roomWith({ chimes: true, timer });
    await vi.advanceTimersByTimeAsync(1_000);
    await room.close();
    expect(sounded).toEqual([['break', 25 * minute]]);
  });
});
