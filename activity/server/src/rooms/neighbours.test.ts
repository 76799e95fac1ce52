import { protocolVersion } from '@echochat/activity-protocol/rooms/events.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../../test/core.ts';
import { openPage, openProcesses, type Page, serveRooms, stroke } from '../../test/rooms.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let cleo: Person;
let count = 0;
let processes: ReturnType<typeof openProcesses>;
let one: Awaited<ReturnType<typeof serveRooms>>;
let other: Awaited<ReturnType<typeof serveRooms>>;
const open: Page[] = [];
beforeAll(async () => {
  core = await openTestCore();
});
beforeEach(async () => {
  // Others in each test: a person's calls are counted by the minute.
  count += 1;
  ana = await core.newcomer('Ana', `ana${count}`);
  bo = await core.newcomer('Bo', `bo${count}`);
  cleo = await core.newcomer('Cleo', `cleo${count}`);
  core.clock.advance({ hours: 24 });
  await core.services.database.prisma.learningRoom.deleteMany();
  processes = openProcesses(inject('redisUrl'));
  one = await serveRooms(processes.of(core));
  other = await serveRooms(processes.of(core));
});
afterEach(async () => {
  for (const page of open.splice(0)) page.close();
  await Promise.all([one.close(), other.close()]);
  await processes.close();
});
afterAll(() => core.close());

const room = async () => (await (await ana.api()).rooms.createRoom({ title: 'Chords' })).id;
async function inside(person: Person, at: typeof one, roomId: number) {
  const page = await openPage(core, at.url, person);
  open.push(page);
  page.say('room:join', { roomId, version: protocolVersion });
  const joined = await page.hears('room:joined');
  return { page, joined, boardId: joined.boards[0]?.id ?? 0 };
}
const errorOf = async (who: Page, code: string) =>
  (await who.hears('room:error', ({ error }) => error.code === code)).error;
const drawn =
  (...ids: string[]) =>
  (frame: { changes: readonly unknown[] }) =>
    ids.every((id) => JSON.stringify(frame.changes).includes(`"${id}"`));

describe('RP: people of one room in two processes', () => {
  test('RP-1, RP-2: see each other come, draw, write, lead and go', async () => {
    const id = await room();
    const { page: first, boardId } = await inside(ana, one, id);
    const { page: second, joined } = await inside(bo, other, id);
    expect(joined.participants.map(({ displayName, isHere }) => [displayName, isHere])).toEqual([
      ['Ana', true],
      ['Bo', true],
    ]);
    await first.hears('room:participant-joined', ({ user }) => user.userId === bo.userId);
    first.draw(id, boardId, { el: stroke('a') });
    await second.hears('room:whiteboard:stroke', drawn('a'));
    second.draw(id, boardId, { el: stroke('b') });
    await first.hears('room:whiteboard:stroke', drawn('b'));
    await second.hears('room:saved');
    second.say('room:cursor', { roomId: id, boardId, x: 5, y: 6 });
    expect((await first.hears('room:cursors')).cursors).toMatchObject([{ userId: bo.userId, x: 5, y: 6 }]);
    second.say('room:chat', { roomId: id, message: 'from afar' });
    await first.hears('room:chat', ({ message }) => message.body === 'from afar');
    second.say('room:act', { roomId: id, action: { do: 'lock', on: true } });
    await errorOf(second, 'not_host');
    first.say('room:act', { roomId: id, action: { do: 'lock', on: true } });
    await second.hears('room:document', ({ document }) => document.isLocked);
    second.draw(id, boardId, { el: stroke('c') });
    await errorOf(second, 'view_only');
    second.close();
    expect(await first.hears('room:participant-left')).toEqual({ userId: bo.userId });
  });

  test('a frame is heard once, by the pages of its room alone', async () => {
    const [id, quiet] = [await room(), await room()];
    const { page: first, boardId } = await inside(ana, one, id);
    const [{ page: second }, { page: third }, { page: elsewhere }] = [
      await inside(bo, other, id),
      await inside(cleo, other, id),
      await inside(ana, other, quiet),
    ];
    for (let count = 0; count < 20; count += 1) first.draw(id, boardId, { el: stroke(`s${count}`) });
    for (const page of [second, third]) {
      await expect.poll(() => page.of('room:whiteboard:stroke').flatMap(({ changes }) => changes).length).toBe(20);
      const sequences = page.of('room:whiteboard:stroke').map(({ sequence }) => sequence);
      expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b));
    }
    expect(elsewhere.of('room:whiteboard:stroke')).toEqual([]);
  });

  test('who is removed, and the end, reach every process', async () => {
    const id = await room();
    const { page: host } = await inside(ana, one, id);
    const [{ page: second }, { page: third }] = [await inside(bo, other, id), await inside(cleo, other, id)];
    host.say('room:remove', { roomId: id, userId: bo.userId });
    await errorOf(second, 'removed_from_room');
    await second.isGone();
    await third.hears('room:people', ({ participants }) => participants.length === 2);
    host.say('room:end', { roomId: id });
    await third.hears('room:ended');
    await third.isGone();
  });

  test('RP-3: where the process of a room ends, its pages go on elsewhere with everything there', async () => {
    const id = await room();
    const { page: first, boardId } = await inside(ana, one, id);
    const { page: second, joined } = await inside(bo, other, id);
    first.draw(id, boardId, { el: stroke('a') });
    second.draw(id, boardId, { el: stroke('b') });
    await first.hears('room:whiteboard:stroke', drawn('b'));
    await one.close();
    await second.hears('room:moved');
    second.say('room:join', { roomId: id, version: protocolVersion });
    const again = await second.hears('room:joined', ({ epoch }) => epoch !== joined.epoch);
    expect(again.elements[0]?.elements.map((element) => element.id).sort()).toEqual(['a', 'b']);
    second.draw(id, boardId, { el: stroke('c') });
    await second.hears('room:whiteboard:stroke', drawn('c'));
  });

  test('RP-4: the pages of a process that ends have left', async () => {
    const id = await room();
    const { page: first } = await inside(ana, one, id);
    await inside(bo, other, id);
    await other.close();
    expect(await first.hears('room:participant-left')).toEqual({ userId: bo.userId });
  });

  test('a page that goes from a room elsewhere to one that is here leaves the first', async () => {
    const [far, near] = [await room(), await room()];
    const { page: first } = await inside(ana, one, far);
    const { page: second } = await inside(bo, other, far);
    second.say('room:join', { roomId: near, version: protocolVersion });
    await second.hears('room:joined', ({ room: { id } }) => id === near);
    expect(await first.hears('room:participant-left')).toEqual({ userId: bo.userId });
    second.say('room:join', { roomId: far, version: protocolVersion });
    await first.hears('room:participant-joined', ({ user }) => user.userId === bo.userId);
    await expect.poll(() => second.of('room:joined').length).toBe(3);
  });

  test('RJ-8: a page that does not get into a room, here or elsewhere, stays in the one that it is in', async () => {
    const far = await room();
    const mine = (await cleo.api()).rooms;
    const [near, away] = [
      await mine.createRoom({ title: 'Near', isPublic: false }),
      await mine.createRoom({ title: 'Away', isPublic: false }),
    ];
    const { page: first, boardId } = await inside(ana, one, far);
    await inside(cleo, one, away.id);
    const { page: second } = await inside(bo, other, far);
    for (const [at, roomId] of [near.id, away.id, 999_999].entries()) {
      second.say('room:join', { roomId, version: protocolVersion });
      await expect.poll(() => second.of('room:error').length).toBe(at + 1);
      second.draw(far, boardId, { el: stroke(`s${at}`) });
      for (const page of [first, second]) await page.hears('room:whiteboard:stroke', drawn(`s${at}`));
    }
    expect(first.of('room:participant-left')).toEqual([]);
  });

  test('two who open a room at once are in the same one', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await room();
      const pages = await Promise.all([openPage(core, one.url, ana), openPage(core, other.url, bo)]);
      open.push(...pages);
      for (const page of pages) {
        page.socket.on('room:moved', () => page.say('room:join', { roomId: id, version: protocolVersion }));
        page.say('room:join', { roomId: id, version: protocolVersion });
      }
      const joined = await Promise.all(pages.map((page) => page.hears('room:joined')));
      expect(new Set(joined.map(({ epoch }) => epoch)).size).toBe(1);
    }
  });
});
