import { expect, test } from 'vitest';
import { refusalCode } from '../../../test/refusal.ts';
import { openStreams } from './streams.ts';

test('a person has four streams, everyone their own; one that is closed leaves its place', async () => {
  const streams = openStreams();
  const hers = [1, 2, 3, 4].map(() => streams.open(7, null));
  expect(await refusalCode((async () => streams.open(7, null))())).toBe('too_many_requests');
  streams.open(8, null);
  hers[0]?.close();
  hers[0]?.close();
  expect(streams.open(7, null).signal.aborted).toBe(false);
  expect(await refusalCode((async () => streams.open(7, null))())).toBe('too_many_requests');
});

test('a process has so many and no more', async () => {
  const streams = openStreams();
  for (let userId = 0; userId < 2_000; userId += 1) streams.open(userId, null);
  expect(await refusalCode((async () => streams.open(9_000, null))())).toBe('too_many_requests');
});

test('all of them end at once, and there is room again', () => {
  const streams = openStreams();
  const both = [streams.open(7, null), streams.open(8, null)];
  streams.endAll();
  expect(both.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  expect(streams.open(7, null).signal.aborted).toBe(false);
});

test('those of sessions that are over end, others go on', () => {
  const streams = openStreams();
  const [ended, other, chats] = [streams.open(7, 1), streams.open(7, 2), streams.open(7, null)];
  expect(streams.sessionIds()).toEqual([1, 2]);
  streams.endOf([1, 3]);
  expect([ended, other, chats].map(({ signal }) => signal.aborted)).toEqual([true, false, false]);
});
