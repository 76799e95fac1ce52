import { protocolVersion } from '@echochat/activity-protocol/rooms/events.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../../../test/core.ts';
import { openNetwork } from '../../../../test/faults/network.ts';
import { drawnOn, errorOf, openRoomSuite } from '../../test/room-suite.ts';
import { serveRooms, stroke } from '../../test/rooms.ts';

// What people and networks do to a room that nobody means: bad input, floods, sleep.

let ana: Person;
let bo: Person;
const suite = openRoomSuite();
beforeEach(() => {
  [ana, bo] = suite.people;
});
const { page, room, inside } = suite;

describe('BD-2, RJ-4: what nobody draws with a hand', () => {
  test('characters that a database refuses are kept as the sign for unreadable', async () => {
    const id = await room();
    const { page: first, boardId } = await inside(ana, id);
    const text = 'a\u0000b \ud83c \\u0000 \ud83c\udfb8';
    first.draw(id, boardId, { el: stroke('a', { type: 'text', text }) });
    first.say('room:act', { roomId: id, action: { do: 'poll:ask', question: 'Half \ud83c', options: ['a', 'b'] } });
    await first.hears('room:saved');
    first.close();
    const { joined } = await inside(bo, id);
    expect(joined.elements[0]?.elements).toMatchObject([{ text: 'a\ufffdb \ufffd \\u0000 \ud83c\udfb8' }]);
    expect(joined.document.polls).toMatchObject([{ question: 'Half \ufffd' }]);
  });

  test('what is nested without an end is taken off, and costs nobody the room', async () => {
    const id = await room();
    const { page: first, boardId } = await inside(ana, id);
    const { page: second } = await inside(bo, id);
    let nested: unknown = 1;
    for (let depth = 0; depth < 3_000; depth += 1) nested = [nested];
    const whole = { ...stroke('deep'), customData: nested };
    first.draw(id, boardId, { el: whole }, { el: stroke('a') });
    first.draw(id, boardId, { id: 'a', v: 2, n: 1, from: [1, 1], set: { customData: nested } });
    first.draw(id, boardId, { el: stroke('b') });
    await second.hears('room:whiteboard:stroke', () => drawnOn(second).some((one) => 'el' in one && one.el.id === 'b'));
    expect(drawnOn(second)).toEqual([
      { el: stroke('deep') },
      { el: stroke('a') },
      ['a', 2, 1, 1, 1, {}, 0],
      { el: stroke('b') },
    ]);
    await first.hears('room:saved');
  });
});

test('many who come back at once wait for their turn, not for a connection of the database', async () => {
  const id = await room({ maxParticipants: 10 });
  const people = await Promise.all(Array.from({ length: 40 }, (_, at) => suite.core.newcomer('Fan', `fan${at}`)));
  const pages = await Promise.all(people.map((one) => page(one)));
  let mostWaiting = 0;
  const watch = setInterval(() => {
    mostWaiting = Math.max(mostWaiting, suite.core.services.database.pool.waitingCount);
  }, 1);
  for (const one of pages) one.say('room:join', { roomId: id, version: protocolVersion });
  const answers = await Promise.all(
    pages.map((one) => Promise.race([one.hears('room:joined'), errorOf(one, 'room_full')])),
  );
  clearInterval(watch);
  // The host has the tenth seat.
  expect(answers.filter((answer) => 'room' in answer)).toHaveLength(9);
  expect(mostWaiting).toBeLessThan(15);
});

test('RJ-2: a laptop that goes to sleep has left, and gets what it missed when it wakes', async () => {
  const asleep = await serveRooms(suite.core, { times: { ping: 200, save: 30, heartbeat: 200, hostAway: 5_000 } });
  const network = await openNetwork(Number(new URL(asleep.url).port));
  try {
    const id = await room();
    const { page: awake, joined } = await inside(ana, id, undefined, asleep.url);
    const boardId = joined.boards[0]?.id ?? 0;
    const laptop = await inside(bo, id, undefined, `http://127.0.0.1:${network.port}`);
    awake.draw(id, boardId, { el: stroke('a') });
    const { sequence } = await laptop.page.hears('room:whiteboard:stroke');
    network.silence();
    await awake.hears('room:participant-left', ({ userId }) => userId === bo.userId);
    awake.draw(id, boardId, { el: stroke('b') });
    await awake.hears('room:saved', ({ boards }) => (boards[boardId] ?? 0) > sequence);
    await network.open();
    await laptop.page.isGone();
    const since = { epoch: joined.epoch, boards: { [boardId]: sequence } };
    const woken = await inside(bo, id, since, `http://127.0.0.1:${network.port}`);
    expect(woken.joined).toMatchObject({ isWhole: false, elements: [{ elements: [{ id: 'b' }] }] });
  } finally {
    await asleep.close();
    await network.close();
  }
});

describe('RJ-4: what cannot be', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'x'],
    ['no changes', { roomId: 1, boardId: 1, changes: [] }],
    ['an element of no name', { changes: [{ el: { type: 'line' } }] }],
    ['a change of no shape', { changes: [['', 1, 1, 1, 1, 0, 0]] }],
  ])('%s is answered as unreadable, and the page stays', async (_what, said) => {
    const id = await room();
    const { page: who, boardId } = await inside(ana, id);
    const where = typeof said === 'object' && said !== null && !('boardId' in said) ? { roomId: id, boardId } : {};
    who.say('room:whiteboard:stroke', typeof said === 'object' ? { ...said, ...where } : said);
    await errorOf(who, 'invalid_input');
    who.say('room:chat', { roomId: id, message: 'fine' });
    await who.hears('room:chat');
  });

  test('65 KiB at once ends the page that said it, and nobody else’s', async () => {
    const id = await room();
    const { page: host } = await inside(ana, id);
    const { page: loud } = await inside(bo, id);
    loud.say('room:chat', { roomId: id, message: 'x'.repeat(65 * 1_024) });
    await loud.isGone();
    host.say('room:chat', { roomId: id, message: 'fine' });
    await host.hears('room:chat');
  });

  test('ten thousand tiny ones end the page that said them', async () => {
    const id = await room();
    const { page: host, boardId } = await inside(ana, id);
    const { page: loud } = await inside(bo, id);
    for (let count = 0; count < 10_000; count += 1) loud.say('room:cursor', { roomId: id, boardId, x: count, y: 0 });
    await loud.isGone();
    host.say('room:chat', { roomId: id, message: 'fine' });
    await host.hears('room:chat');
  });
});
