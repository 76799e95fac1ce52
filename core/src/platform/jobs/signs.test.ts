import { EventEmitter } from 'node:events';
import type { WorkerEvents } from 'graphile-worker';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchSigns } from './signs.ts';

let now = 0;
let emitter: EventEmitter;
let events: WorkerEvents;
beforeEach(() => {
  vi.useFakeTimers();
  now = 0;
  emitter = new EventEmitter();
  events = emitter;
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = async (seconds: number, each: () => void = () => {}) => {
  for (let second = 0; second < seconds; second += 1) {
    now += 1_000;
    each();
    await vi.advanceTimersByTimeAsync(1_000);
  }
};
const say = (name: string) => emitter.emit(name, {});

test('a worker that finds nothing to do is well, for as long as it looks', async () => {
  const signs = watchSigns(events, () => now);
  await pass(300, () => say('worker:getJob:empty'));
  expect(signs.isWell()).toBe(true);
});

test('one that looks in vain for a minute is not, but moves', async () => {
  const signs = watchSigns(events, () => now);
  let isStill = false;
  void signs.untilStill().then(() => {
    isStill = true;
  });
  await pass(61, () => say('worker:getJob:error'));
  expect([signs.isWell(), isStill]).toEqual([false, false]);
});

test('one that does nothing at all stands still, unless a job is under way', async () => {
  const signs = watchSigns(events, () => now);
  let isStill = false;
  void signs.untilStill().then(() => {
    isStill = true;
  });
  say('job:start');
  await pass(120);
  expect([signs.isWell(), isStill]).toEqual([true, false]);
  say('job:complete');
  await pass(31);
  expect(isStill).toBe(true);
});
