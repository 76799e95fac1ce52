import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { expect, test, vi } from 'vitest';
import { Outflow, portions } from './outflow.ts';

const element = (id: string, text = ''): BoardElement => ({
  ...{ id, type: 'text', version: 1, versionNonce: 1, isDeleted: false, x: 0, y: 0, width: 1, height: 1, text },
});

test('a whole board goes in portions that the server takes, in order and all of it', () => {
  const changes = Array.from({ length: 5_000 }, (_, at) => ({ el: element(`e${at}`, 'x'.repeat(at % 400)) }));
  const found = portions(changes);
  expect(found.flat()).toEqual(changes);
  for (const portion of found) {
    expect(portion.length).toBeLessThanOrEqual(500);
    expect(JSON.stringify(portion).length).toBeLessThan(32_000);
  }
});

test('one that is large by itself goes alone', () => {
  const large = { el: element('a', 'x'.repeat(30_000)) };
  expect(portions([{ el: element('b') }, large, { el: element('c') }]).map(({ length }) => length)).toEqual([1, 1, 1]);
  expect(portions([])).toEqual([]);
});

test('what is much is said bit by bit, in order, and no more once it is stopped', () => {
  vi.useFakeTimers();
  const said: number[] = [];
  const outflow = new Outflow<number>((one) => said.push(one));
  outflow.push([1]);
  expect(said).toEqual([1]);
  outflow.push(Array.from({ length: 300 }, (_, at) => at + 2));
  vi.advanceTimersByTime(1_000);
  expect(said.length).toBeLessThanOrEqual(1 + 120 + 12);
  vi.advanceTimersByTime(5_000);
  expect(said).toEqual(Array.from({ length: 301 }, (_, at) => at + 1));
  outflow.push(Array.from({ length: 50 }, () => 0));
  outflow.stop();
  vi.advanceTimersByTime(5_000);
  expect(said).toHaveLength(301 + 12);
  outflow.push(Array.from({ length: 50 }, () => 0));
  outflow.flush();
  expect(said).toHaveLength(301 + 12 + 50);
  vi.useRealTimers();
});
