import { expect, test } from 'vitest';
import { refusalCode } from '../../../test/refusal.ts';
import { openStreams } from './streams.ts';

test('a person has four streams, everyone their own; one that is closed leaves its place', async () => {
  const streams = openStreams();
  const hers = [1, 2, 3, 4].map(() => streams.open(7));
  expect(await refusalCode((async () => streams.open(7))())).toBe('too_many_requests');
  streams.open(8);
  hers[0]?.close();
  hers[0]?.close();
  expect(streams.open(7).signal.aborted).toBe(false);
  expect(await refusalCode((async () => streams.open(7))())).toBe('too_many_requests');
});

test('a process has so many and no more', async () => {
  const streams = openStreams();
  for (let userId = 0; userId < 2_000; userId += 1) streams.open(userId);
  expect(await refusalCode((async () => streams.open(9_000))())).toBe('too_many_requests');
});

test('all of them end at once, and there is room again', () => {
  const streams = openStreams();
  const both = [streams.open(7), streams.open(8)];
  streams.endAll();
  expect(both.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  expect(streams.open(7).signal.aborted).toBe(false);
});
