import { randomUUID } from 'node:crypto';
import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { protocolVersion } from '@echochat/activity-protocol/rooms/events.ts';
import { Redis } from 'ioredis';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { Page, stroke } from '../../../activity/server/test/rooms.ts';
import { say, until } from '../chat.ts';
import { type Network, openNetwork } from '../network.ts';
import { type EchoProcess, endLeftovers, openFolders, startEcho } from '../process.ts';
import { databaseUrl, type OwnDatabase, openOwnDatabase, redisUrl } from './server.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe.skipIf(databaseUrl === null || redisUrl === null)('rooms of processes (need DATABASE_URL, REDIS_URL)', () => {
  const folders = openFolders();
  const address = new URL(redisUrl ?? 'redis://127.0.0.1');
  let database: OwnDatabase;
  let network: Network;
  let throughNetwork: URL;
  let web: [EchoProcess, EchoProcess];
  const open: Page[] = [];

  const start = () =>
    startEcho({
      ROLES: 'web',
      DATA_DIR: folders.path('house'),
      DATABASE_URL: database.url(),
      REDIS_URL: throughNetwork.href,
      AUTH_SECRET: 'one-secret-for-all-of-the-processes',
    });
  beforeAll(async () => {
    database = await openOwnDatabase(databaseUrl ?? '');
    network = await openNetwork(Number(address.port || 6379));
    throughNetwork = new URL(address);
    throughNetwork.host = `127.0.0.1:${network.port}`;
    // A database of its own in Redis: rooms of other houses have the same numbers.
    throughNetwork.pathname = '/8';
    web = [await start(), await start()];
  });
  beforeEach(async () => {
    for (const page of open.splice(0)) page.close();
    for (const at of [0, 1]) if (!web[at]?.isAlive()) web[at] = await start();
  });
  afterAll(async () => {
    for (const page of open) page.close();
    await endLeftovers();
    await network.close();
    const redis = new Redis(address.href, { db: 8 });
    await redis.flushdb();
    redis.disconnect();
    await database.drop();
    folders.remove();
  });

  const json = async (url: string, body: object, token = '') => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  };
  async function tokenOf(as: string): Promise<string> {
    await say(web[0].url, as, '/profile view');
    return z.object({ token: z.string() }).parse(await json(`${web[0].url}/auth/playground`, { as })).token;
  }
  const made = z.object({ result: z.object({ data: z.object({ json: z.object({ id: z.number() }) }) }) });
  async function newRoom(token: string): Promise<number> {
    const answer = await json(`${web[0].url}/trpc/rooms.createRoom`, { json: { title: 'Chords' } }, token);
    return made.parse(answer).result.data.json.id;
  }

  /** A page that comes back by itself and joins again when it is told to, as ours do. */
  async function inside(at: EchoProcess, token: string, roomId: number) {
    const socket = io(at.url, { transports: ['websocket'], auth: { token }, forceNew: true });
    const page = new Page(socket);
    open.push(page);
    const join = () => page.say('room:join', { roomId, version: protocolVersion });
    socket.on('connect', join);
    socket.on('room:moved', join);
    socket.on('room:error', ({ error }) => {
      if (error.code === 'unavailable' || error.code === 'internal') setTimeout(join, 300);
    });
    const joined = await page.hears('room:joined');
    return { page, boardId: joined.boards[0]?.id ?? 0 };
  }
  /** The strokes of somebody that the server has said to be kept: of each board, those of the frames up to then. */
  const keptOf = (page: Page): string[] => {
    const board = page.of('room:joined').at(-1)?.boards[0]?.id ?? 0;
    const upTo = Math.max(0, ...page.of('room:saved').map(({ boards }) => boards[board] ?? 0));
    return page
      .of('room:whiteboard:stroke')
      .filter(({ sequence }) => sequence > 0 && sequence <= upTo)
      .flatMap(({ changes }) => changes.flatMap((change) => ('el' in change ? [change.el.id] : [])));
  };
  const idsOf = (elements: readonly BoardElement[] = []) => elements.map(({ id }) => id);

  test('killed in the middle of a stroke, the process of a room costs nobody what was kept', async () => {
    const [ana, bo] = [await tokenOf('Ana'), await tokenOf('Bo')];
    const roomId = await newRoom(ana);
    const { page: first, boardId } = await inside(web[0], ana, roomId);
    const { page: second } = await inside(web[1], bo, roomId);
    const drawing = setInterval(() => {
      first.draw(roomId, boardId, { el: stroke(`a-${randomUUID()}`) });
      second.draw(roomId, boardId, { el: stroke(`b-${randomUUID()}`) });
    }, 20);
    await until('some of it is kept', () => keptOf(second).length > 60);
    await web[0].end('SIGKILL');
    clearInterval(drawing);
    const kept = keptOf(second);
    const seconds = await until('the other page is in it again', () => second.of('room:joined').length === 2, 20);
    console.info(`a page was in its room again ${seconds.toFixed(1)} s after the room's process was killed`);
    expect(seconds).toBeLessThan(12);
    const there = idsOf(second.of('room:joined').at(-1)?.elements[0]?.elements);
    expect(kept.filter((id) => !there.includes(id))).toEqual([]);
    expect(new Set(kept.map((id) => id[0]))).toEqual(new Set(['a', 'b']));
    second.draw(roomId, boardId, { el: stroke('after') });
    await second.hears('room:saved', ({ boards }) => (boards[boardId] ?? 0) > 0);
  });

  test.each([
    ['every connection reset', () => network.reset()],
    ['refused connections', () => network.refuse()],
    ['a black hole', () => network.silence()],
    ['connections swallowed for good', () => network.sever()],
  ])(
    'Redis is away, %s: who is in a room draws on, and everybody sees it all once it is back',
    async (_name, begin) => {
      const [ana, bo, cleo] = [await tokenOf('Ana'), await tokenOf('Bo'), await tokenOf('Cleo')];
      const roomId = await newRoom(ana);
      const { page: first, boardId } = await inside(web[0], ana, roomId);
      const { page: beside } = await inside(web[0], cleo, roomId);
      const { page: far } = await inside(web[1], bo, roomId);
      await begin();
      first.draw(roomId, boardId, { el: stroke('while-away') });
      await beside.hears('room:whiteboard:stroke', ({ changes }) => JSON.stringify(changes).includes('while-away'));
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      first.draw(roomId, boardId, { el: stroke('later') });
      await network.open();
      const sees = () => {
        const seen = idsOf(far.of('room:joined').at(-1)?.elements[0]?.elements);
        for (const { changes } of far.of('room:whiteboard:stroke'))
          for (const change of changes) if ('el' in change) seen.push(change.el.id);
        return ['while-away', 'later'].every((id) => seen.includes(id));
      };
      const seconds = await until('the page of the other process has all of it', sees, 25);
      console.info(`${_name}: ${seconds.toFixed(1)} s after it was over`);
      far.draw(roomId, boardId, { el: stroke(`back-${randomUUID()}`) });
      await until('what it draws is kept', () => keptOf(far).some((id) => id.startsWith('back-')), 25);
    },
  );
});
