import { protocolVersion, type ServerEvent } from '@echochat/activity-protocol/rooms/events.ts';
import { partPeople } from '@echochat/core/rooms/part-people.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../../test/core.ts';
import { block, takesInvitations } from '../../../../test/rows.ts';
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
  count += 1;
  ana = await core.newcomer('Ana', `ana${count}`);
  bo = await core.newcomer('Bo', `bo${count}`);
  cleo = await core.newcomer('Cleo', `cleo${count}`);
  core.clock.advance({ hours: 24 });
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

const room = async () => (await (await ana.api()).rooms.createRoom({ title: 'Chords', isPublic: false })).id;
async function inside(person: Person, at: typeof one, roomId: number) {
  const page = await openPage(core, at.url, person);
  open.push(page);
  page.say('room:join', { roomId, version: protocolVersion });
  const joined = await page.hears('room:joined');
  return { page, session: joined.you.session, boardId: joined.boards[0]?.id ?? 0 };
}
async function invite(roomId: number, ...people: Person[]): Promise<void> {
  await takesInvitations(core, people);
  for (const { userId } of people) await (await ana.api()).rooms.inviteToRoom({ roomId, userId });
}
async function blocks(by: Person, to: Person): Promise<void> {
  await block(core, by.userId, to.userId);
  const event = { type: 'person.blocked', v: 1, by: by.userId, to: to.userId } as const;
  await partPeople.handle(event, 'block', core.services);
}
async function unblocks(by: Person, to: Person): Promise<void> {
  await (await by.api()).safety.unblock({ person: { userId: to.userId } });
  const event = { type: 'person.unblocked', v: 1, by: by.userId, to: to.userId } as const;
  await partPeople.handle(event, 'unblock', core.services);
}
/** Joins again, as pages do that are told to, and forgets what was heard before. */
async function again(page: Page, roomId: number) {
  await page.hears('room:moved');
  page.heard.length = 0;
  page.say('room:join', { roomId, version: protocolVersion });
  return page.hears('room:joined');
}
/** Whether anything that a page heard names somebody. */
const heardOf = (page: Page, { userId }: Person): ServerEvent[] =>
  page.heard
    .filter(({ data }) =>
      new RegExp(`"(?:userId|authorId|hands)":\\[?(?:\\d+,)*${userId}\\b`).test(JSON.stringify(data)),
    )
    .map(({ event }) => event as ServerEvent);

test('RA-1: two in a room, in two processes, see and hear nothing of each other from the moment of a block on', async () => {
  const roomId = await room();
  await invite(roomId, bo, cleo);
  const host = await inside(ana, one, roomId);
  const first = await inside(bo, one, roomId);
  const second = await inside(cleo, other, roomId);
  first.page.say('room:act', { roomId, action: { do: 'hand', up: true } });
  await second.page.hears('room:document', ({ document }) => document.hands.includes(bo.userId));
  first.page.say('room:chat', { roomId, message: 'before' });
  await second.page.hears('room:chat');

  await blocks(cleo, bo);
  const [seenByBo, seenByCleo] = [await again(first.page, roomId), await again(second.page, roomId)];
  expect(seenByBo.participants.map(({ displayName }) => displayName)).toEqual(['Ana', 'Bo']);
  expect(seenByCleo.participants.map(({ displayName }) => displayName)).toEqual(['Ana', 'Cleo']);
  expect(seenByCleo.document.hands).toEqual([]);
  expect(seenByCleo.chat).toEqual([]);

  for (const { page, boardId } of [first, second]) {
    page.say('room:act', { roomId, action: { do: 'hand', up: false } });
    page.say('room:act', { roomId, action: { do: 'hand', up: true } });
    page.say('room:cursor', { roomId, boardId, x: 1, y: 1 });
    page.say('room:voice', { roomId, on: true, isMuted: false, hasCamera: false });
    page.say('room:chat', { roomId, message: 'hi' });
  }
  // The third hears both of all of it.
  await host.page.hears('room:document', ({ document }) => document.hands.length === 2);
  await host.page.hears('room:voice', ({ callers }) => callers.length === 2);
  await expect.poll(() => host.page.of('room:chat').length).toBe(3);
  second.page.say('room:webrtc:offer', { roomId, to: first.session, offer: 'sdp' });
  await second.page.hears('room:error', ({ error }) => error.code === 'not_allowed');
  first.page.close();
  await host.page.hears('room:participant-left');
  // What is drawn is the room's; it comes last.
  host.page.draw(roomId, host.boardId, { el: stroke('a') });
  await second.page.hears('room:whiteboard:stroke');
  host.page.say('room:chat', { roomId, message: 'last' });
  await second.page.hears('room:chat', ({ message }) => message.body === 'last');
  expect(heardOf(second.page, bo)).toEqual([]);
  expect(second.page.of('room:chat').map(({ message }) => message.authorId)).toEqual([cleo.userId, ana.userId]);
});

test('RA-1: a block that is taken back ends in open rooms at once, unless the other has blocked too', async () => {
  const roomId = await room();
  await invite(roomId, bo, cleo);
  await inside(ana, one, roomId);
  const first = await inside(bo, one, roomId);
  const second = await inside(cleo, other, roomId);
  for (const [by, to] of [
    [cleo, bo],
    [bo, cleo],
  ] as const)
    await blocks(by, to);
  await Promise.all([again(first.page, roomId), again(second.page, roomId)]);
  await unblocks(cleo, bo);
  second.page.say('room:chat', { roomId, message: 'still apart' });
  await second.page.hears('room:chat');
  await unblocks(bo, cleo);
  for (const { page } of [first, second]) {
    const seen = await again(page, roomId);
    expect(seen.participants.map(({ displayName }) => displayName)).toEqual(['Ana', 'Bo', 'Cleo']);
  }
  second.page.say('room:chat', { roomId, message: 'hello again' });
  const { message } = await first.page.hears('room:chat');
  expect(message.body).toBe('hello again');
});

test('RM-23: whom the host blocks is put out at once, wherever they are connected', async () => {
  const roomId = await room();
  await invite(roomId, bo);
  await inside(ana, one, roomId);
  const { page } = await inside(bo, other, roomId);
  await blocks(ana, bo);
  await page.isGone();
  const back = await openPage(core, other.url, bo);
  open.push(back);
  back.say('room:join', { roomId, version: protocolVersion });
  await back.hears('room:error', ({ error }) => error.code === 'room_not_found');
});

test('RM-22: who comes in by a page where somebody is whom they blocked is asked first', async () => {
  const roomId = await room();
  await invite(roomId, bo, cleo);
  // While the host is there nobody follows them.
  for (const person of [ana, cleo]) await inside(person, one, roomId);
  await block(core, bo.userId, cleo.userId);
  const page = await openPage(core, other.url, bo);
  open.push(page);
  page.say('room:join', { roomId, version: protocolVersion });
  await page.hears('room:error', ({ error }) => error.code === 'blocked_is_here');
  page.say('room:join', { roomId, version: protocolVersion, evenSo: true });
  const { participants } = await page.hears('room:joined');
  expect(participants.map(({ displayName }) => displayName)).toEqual(['Ana', 'Bo']);
});
