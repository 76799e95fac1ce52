import { describe, expect, test } from 'vitest';
import { FairQueue } from './fair-queue.ts';

describe('pictures of several rooms', () => {
  test('are taken in turns, one of a room at a time', () => {
    const queue = new FairQueue<string>();
    for (const work of ['a1', 'a2', 'a3']) queue.add(1, work);
    queue.add(2, 'b1');
    expect([queue.take(2)?.work, queue.take(1)?.work, queue.take(0)]).toEqual(['a1', 'b1', null]);
    // Both rooms have one under way.
    queue.add(2, 'b2');
    expect(queue.take(2)).toBeNull();
    queue.done(1, false);
    queue.done(2, false);
    expect([queue.take(2)?.work, queue.take(1)?.work]).toEqual(['a2', 'b2']);
  });

  test('a room whose page failed leaves a worker free for the others, for ten minutes', () => {
    let now = 0;
    const queue = new FairQueue<string>(() => now);
    queue.add(1, 'bad');
    queue.take(2);
    queue.done(1, true);
    queue.add(1, 'bad again');
    queue.add(2, 'good');
    expect(queue.take(1)?.work).toBe('good');
    expect([queue.take(1), queue.isHeldUp]).toEqual([null, false]);
    queue.done(2, false);
    expect(queue.take(2)?.work).toBe('bad again');
    queue.done(1, true);
    now += 10 * 60_000;
    queue.add(1, 'better now');
    expect([queue.isHeldUp, queue.take(1)?.work]).toEqual([true, 'better now']);
  });

  test('of one room never fill what waits', () => {
    const queue = new FairQueue<number>();
    const added = Array.from({ length: 100 }, (_, index) => queue.add(1, index));
    expect(added.filter(Boolean)).toHaveLength(40);
    expect(queue.add(2, 0)).toBe(true);
  });
});
