import { expect, test } from 'vitest';
import { pauseMs, takeEvents } from './event-stream.ts';

test('events are read as they become whole, however the text is cut', () => {
  const text =
    'event: connected\ndata: {}\n\n\ndata: {"json":{"unread":1}}\n\n\nevent: ping\ndata: \n\n\n: note\n\ndata: 2\n\n';
  const events = [
    { name: 'connected', data: '{}' },
    { name: 'message', data: '{"json":{"unread":1}}' },
    { name: 'ping', data: '' },
    { name: 'message', data: '2' },
  ];
  expect(takeEvents(text).events).toEqual(events);
  for (let size = 1; size < text.length; size += 1) {
    let rest = '';
    const read = [];
    for (let at = 0; at < text.length; at += size) {
      const taken = takeEvents(rest + text.slice(at, at + size));
      read.push(...taken.events);
      rest = taken.rest;
    }
    expect(read).toEqual(events);
  }
});

test('tries come further and further apart, at most a minute, and not all pages at once', () => {
  expect([0, 1, 2, 3].map((failures) => pauseMs(failures, 1))).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(pauseMs(0, 0)).toBe(500);
  expect(pauseMs(40, 1)).toBe(60_000);
});
