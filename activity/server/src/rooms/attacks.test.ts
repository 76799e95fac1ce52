import { once } from 'node:events';
import { connect } from 'node:net';
import { protocolVersion } from '@echochat/activity-protocol/rooms/events.ts';
import { io } from 'socket.io-client';
import { beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Person } from '../../../../test/core.ts';
import { drawnOn, errorOf, openRoomSuite } from '../../test/room-suite.ts';
import { openPage, type Page, serveRooms, stroke } from '../../test/rooms.ts';

// What somebody who means harm, by a program of their own, does to the others of a room and of the process.

let ana: Person;
let bo: Person;
let cleo: Person;
const suite = openRoomSuite();
beforeEach(() => {
  [ana, bo, cleo] = suite.people;
});
const { page, room, inside } = suite;
const times = { save: 30, heartbeat: 200, hostAway: 5_000 };

/** A room goes on as if nothing had happened. */
async function isWell(host: Page, roomId: number, boardId: number): Promise<void> {
  const id = `well${host.heard.length}`;
  host.draw(roomId, boardId, { el: stroke(id) });
  await host.hears('room:whiteboard:stroke', ({ changes }) => JSON.stringify(changes).includes(id));
}

describe('RJ-4: a flood ends the page that it comes from, and nobody else’s', () => {
  test.each<[string, (loud: Page, roomId: number, boardId: number) => void]>([
    ['events that nobody knows', (loud) => loud.say('nonsense', { a: 1 })],
    ['changes of what is not there', (loud) => loud.say('room:board:nonsense', [])],
    ['large texts', (loud, roomId) => loud.say('room:chat', { roomId, message: 'x'.repeat(60_000) })],
    [
      'changes that are stale',
      (loud, roomId, boardId) =>
        loud.say('room:whiteboard:stroke', {
          ...{ roomId, boardId },
          changes: Array.from({ length: 500 }, () => ['a', 1, 2, 0, 0, 0, 0]),
        }),
    ],
    [
      'a long stroke that goes on',
      (loud, roomId, boardId) =>
        loud.say('room:whiteboard:stroke', {
          ...{ roomId, boardId },
          changes: Array.from({ length: 500 }, (_, at) => ['long', at + 2, 1, 1, 1, 0, [1, 1]]),
        }),
    ],
  ])('%s', async (_what, flood) => {
    const id = await room();
    const { page: host, boardId } = await inside(ana, id);
    const { page: loud } = await inside(bo, id);
    host.draw(id, boardId, { el: stroke('a') });
    const points = Array.from({ length: 4_000 }, () => [1, 1]);
    host.draw(id, boardId, { el: stroke('long', { points }) });
    await loud.hears('room:whiteboard:stroke');
    for (let count = 0; count < 1_000; count += 1) flood(loud, id, boardId);
    await loud.isGone();
    await host.hears('room:participant-left');
    await isWell(host, id, boardId);
  });

  test('by all pages of a person together, and coming anew gives nothing anew', async () => {
    const id = await room();
    const { page: host, boardId } = await inside(ana, id);
    const pages = [await page(bo), await page(bo), await page(bo)];
    for (let count = 0; count < 200; count += 1) for (const one of pages) one.say('nonsense', 1);
    await Promise.any(pages.map((one) => one.isGone()));
    await isWell(host, id, boardId);
  });
});

describe('RJ-5: how many may come', () => {
  test('a person has ten pages; the next is told so, and may come when one has closed', async () => {
    const pages = [];
    for (let count = 0; count < 10; count += 1) pages.push(await page(bo));
    await expect(openPage(suite.core, suite.url, bo)).rejects.toThrow('too_many_pages');
    await page(cleo);
    pages[0]?.close();
    await expect.poll(() => page(bo).then(() => true, String)).toBe(true);
  });

  test('an address has fifty connections, signed in or not', async () => {
    const served = await serveRooms(suite.core, {
      addressOf: ({ headers }) => String(headers['x-address']),
      times: { ...times, signIn: 60_000 },
    });
    const url = `${served.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    const open = (address: string) => new WebSocket(url, { headers: { 'x-address': address } });
    const sockets = Array.from({ length: 50 }, () => open('a'));
    try {
      await Promise.all(sockets.map((socket) => once(socket, 'message')));
      await expect(once(open('a'), 'open')).rejects.toThrow('400');
      sockets.push(open('b'));
      await once(sockets[50] as WebSocket, 'message');
      sockets[0]?.terminate();
      await expect
        .poll(async () => {
          const again = open('a');
          sockets.push(again);
          return once(again, 'open').then(() => 'open', String);
        })
        .toBe('open');
    } finally {
      for (const socket of sockets) socket.terminate();
      await served.close();
    }
  });

  test('RJ-1: who does not sign in is cut, also where they answer nothing at all', async () => {
    const served = await serveRooms(suite.core, { times: { ...times, signIn: 100 } });
    const { port } = new URL(served.url);
    const raw = connect(Number(port), '127.0.0.1');
    try {
      raw.write(
        `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      );
      await once(raw, 'data');
      // It neither says a word nor closes its end.
      raw.resume();
      await once(raw, 'close');
    } finally {
      raw.destroy();
      await served.close();
    }
  });

  test('RJ-1: a stranger who talks is cut', async () => {
    const served = await serveRooms(suite.core, { times: { ...times, signIn: 60_000 } });
    const socket = new WebSocket(`${served.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    await once(socket, 'open');
    for (let count = 0; count < 20; count += 1) socket.send('42["room:join",{}]');
    await once(socket, 'close');
    await served.close();
  });
});

describe('RJ-6: what one causes to be sent', () => {
  test('a page that does not read is cut, and its person has left', async () => {
    const id = await room();
    const { page: host, boardId } = await inside(ana, id);
    const points = Array.from({ length: 4_000 }, () => [12_345, 6_789]);
    for (let count = 0; count < 30; count += 1) {
      host.draw(id, boardId, { el: stroke(`e${count}`, { points }) });
      await host.hears('room:whiteboard:stroke', ({ changes }) => JSON.stringify(changes).includes(`"e${count}"`));
    }
    const { token } = await (await bo.api()).auth.createToken();
    const deaf = new WebSocket(`${suite.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    await once(deaf, 'open');
    deaf.send(`40${JSON.stringify({ token })}`);
    await new Promise<void>((resolve) =>
      deaf.on('message', (data) => {
        if (String(data).startsWith('40')) resolve();
      }),
    );
    deaf.send(`42${JSON.stringify(['room:join', { roomId: id, version: protocolVersion }])}`);
    await host.hears('room:participant-joined', ({ user }) => user.userId === bo.userId);
    deaf.pause();
    const ask = `42${JSON.stringify(['room:elements', { roomId: id, boardId, from: 0, since: 0 }])}`;
    for (let count = 0; count < 95; count += 1) deaf.send(ask);
    await host.hears('room:participant-left', ({ userId }) => userId === bo.userId);
    deaf.terminate();
    await isWell(host, id, boardId);
  });

  test('BD-3: what is stale is said by version, and sent whole to who asks for it, in small messages', async () => {
    const id = await room();
    const { page: host, boardId } = await inside(ana, id);
    const points = Array.from({ length: 2_000 }, () => [12_345, 6_789]);
    for (let count = 0; count < 10; count += 1) host.draw(id, boardId, { el: stroke(`e${count}`, { points }) });
    const { page: other } = await inside(bo, id);
    const ids = Array.from({ length: 10 }, (_, at) => `e${at}`);
    other.draw(id, boardId, ...ids.map((one) => ({ id: one, v: 1, n: 9, from: [0, 1] as [number, number] })));
    expect(await other.hears('room:stale')).toEqual({ boardId, stale: ids.map((one) => [one, 1, 1]) });
    expect(drawnOn(other)).toEqual([]);
    other.say('room:elements:get', { roomId: id, boardId, ids: [...ids, 'nowhere'] });
    await expect.poll(() => drawnOn(other).length).toBe(10);
    for (const frame of other.of('room:whiteboard:stroke')) expect(JSON.stringify(frame).length).toBeLessThan(65_536);
  });

  test('RD-1: many acts are told as few documents, and past their measure refused', async () => {
    const id = await room();
    const { page: host } = await inside(ana, id);
    const { page: other } = await inside(bo, id);
    for (let count = 0; count < 200; count += 1)
      other.say('room:act', { roomId: id, action: { do: 'hand', up: count % 2 === 0 } });
    await errorOf(other, 'too_many_requests');
    other.say('room:chat', { roomId: id, message: 'still here' });
    await host.hears('room:chat');
    expect(host.of('room:document').length).toBeLessThan(20);
  });

  test('RD-1: lists of the document have an end', async () => {
    const { act, roomDocument } = await import('@echochat/activity-protocol/rooms/document.ts');
    const who = { userId: 1, role: 'host' } as const;
    let document = roomDocument.parse({});
    for (let userId = 1; userId < 2_000; userId += 1)
      for (const action of [
        { do: 'mute', userId, on: true },
        { do: 'view-only', userId, on: true },
      ] as const) {
        const next = act(document, action, who, 0);
        if (next && next !== 'full') document = next;
      }
    expect(JSON.stringify(document).length).toBeLessThan(6_000);
    expect(act(document, { do: 'lock', on: false }, who, 0)).toBeNull();
  });

  test('RV-2: signals of one page do not fill the line of another', async () => {
    const id = await room();
    const [one, two] = [await inside(ana, id), await inside(bo, id)];
    for (const { page: who } of [one, two])
      who.say('room:voice', { roomId: id, on: true, isMuted: false, hasCamera: false });
    await one.page.hears('room:voice', ({ callers }) => callers.length === 2);
    for (let count = 0; count < 50; count += 1)
      one.page.say('room:webrtc:offer', { roomId: id, to: two.joined.you.session, offer: 'x'.repeat(30_000) });
    await errorOf(one.page, 'too_many_requests');
    expect(two.page.of('room:webrtc:offer').length).toBeLessThan(25);
  });
});

describe('RJ-7: who may not be here any more', () => {
  test('RM-4: is out, also where they are removed while they come in', { timeout: 60_000 }, async () => {
    const id = await room({ maxParticipants: 10 });
    const { page: host, boardId } = await inside(ana, id);
    const people = [];
    for (let count = 0; count < 8; count += 1)
      people.push(await suite.core.newcomer('Fan', `out${ana.userId}x${count}`));
    const remove = (await ana.api()).rooms.removeParticipant;
    const { roomParticipant } = suite.core.services.database.prisma;
    const pages: Page[] = [];
    for (const { userId, ...person } of people) {
      const one = await page({ userId, ...person });
      pages.push(one);
      one.say('room:join', { roomId: id, version: protocolVersion });
      // As soon as they have a seat, wherever their page is then.
      await expect.poll(() => roomParticipant.count({ where: { roomId: id, userId } }), { interval: 1 }).toBe(1);
      await remove({ roomId: id, userId });
    }
    await Promise.all(pages.map((one) => one.isGone()));
    const heard = pages.map((one) => one.heard.length);
    host.say('room:chat', { roomId: id, message: 'among us' });
    host.draw(id, boardId, { el: stroke('secret') });
    await host.hears('room:chat');
    expect(pages.map((one) => one.heard.length)).toEqual(heard);
    await expect
      .poll(() =>
        host
          .of('room:people')
          .at(-1)
          ?.participants.map(({ userId }) => userId),
      )
      .toEqual([ana.userId]);
  });

  test('an account that is deleted loses its pages when it is looked at', async () => {
    const served = await serveRooms(suite.core, { times: { ...times, standing: 50 } });
    try {
      const id = await room();
      const { page: host } = await inside(ana, id, undefined, served.url);
      const { page: other } = await inside(bo, id, undefined, served.url);
      const idle = await page(bo, served.url);
      const { prisma } = suite.core.services.database;
      await prisma.user.update({ where: { id: bo.userId }, data: { deletedAt: new Date() } });
      await Promise.all([other.isGone(), idle.isGone()]);
      await errorOf(other, 'not_signed_in');
      await host.hears('room:participant-left');
      expect(host.socket.connected).toBe(true);
    } finally {
      await served.close();
    }
  });

  test('one that is merged into another loses them at once', async () => {
    const id = await room();
    await inside(ana, id);
    const { page: other } = await inside(cleo, id);
    const { code } = await (await bo.api()).auth.startLink();
    const { requestId } = await (await cleo.api()).auth.completeLink({ code });
    await (await bo.api()).auth.confirmLink({ requestId });
    await other.isGone();
  });
});

test('RJ-8: a page that does not get into a room stays in the one that it is in', async () => {
  const id = await room();
  const closed = (await (await cleo.api()).rooms.createRoom({ title: 'Own', isPublic: false })).id;
  const { page: host, boardId } = await inside(ana, id);
  const { page: other } = await inside(bo, id);
  for (const roomId of [closed, 999_999]) {
    other.say('room:join', { roomId, version: protocolVersion });
    await expect.poll(() => other.of('room:error').length).toBeGreaterThan(roomId === closed ? 0 : 1);
  }
  other.draw(id, boardId, { el: stroke('b') });
  await host.hears('room:whiteboard:stroke');
  await other.hears('room:whiteboard:stroke');
  expect(host.of('room:participant-left')).toEqual([]);
});

test('BD-9: one change that cannot be taken costs its page one word, and the others nothing', async () => {
  const id = await room();
  const { page: host, boardId } = await inside(ana, id);
  const { page: other } = await inside(bo, id);
  other.draw(id, boardId, { el: stroke('good') }, { el: stroke('bad', { width: 1e9 }) }, { el: stroke('fine') });
  await host.hears('room:whiteboard:stroke');
  expect(drawnOn(host)).toEqual([{ el: stroke('good') }, { el: stroke('fine') }]);
  expect(await other.hears('room:refused')).toEqual({ boardId, ids: ['bad'] });
  await errorOf(other, 'element_broken');
  expect(other.of('room:error')).toHaveLength(1);
});

test('RN-3: who is far behind is told what they missed, and what they typed is not fitted for them', async () => {
  const id = await room();
  const { page: host } = await inside(ana, id);
  const { page: other } = await inside(bo, id);
  const write = (who: Page, version: number, updates: object[]) =>
    who.say('room:notes', { roomId: id, version, updates });
  const typed = (clientID: string, at: number) => ({ clientID, changes: at === 0 ? [[0, 'x']] : [at, [0, 'x']] });
  for (let version = 0; version < 150; version += 1) write(host, version, [typed('a', version)]);
  await other.hears('room:notes', ({ version }) => version === 150);
  const known = other.of('room:notes').length;
  write(other, 0, [typed('b', 0)]);
  await expect.poll(() => other.of('room:notes').length).toBe(known + 1);
  expect(other.of('room:notes').at(-1)).toMatchObject({ version: 150 });
  expect(other.of('room:notes').at(-1)?.updates).toHaveLength(150);
  write(other, 100, [typed('b', 100)]);
  expect((await host.hears('room:notes', ({ version }) => version === 151)).updates[0]?.clientID).toBe('b');
});

test('what no page says is no way in', async () => {
  const socket = io(suite.url, { transports: ['polling'], reconnection: false, forceNew: true, auth: { token: 'x' } });
  expect(await new Promise<Error>((resolve) => socket.once('connect_error', resolve))).toBeInstanceOf(Error);
  socket.disconnect();
});
