import { protocolVersion } from '@echochat/activity-protocol/rooms/events.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { block, matchRow, partnershipRow } from '../../../test/rows.ts';
import { openPage, openProcesses, type Page, serveRooms } from '../test/rooms.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let cleo: Person;
let processes: ReturnType<typeof openProcesses>;
let one: Awaited<ReturnType<typeof serveRooms>>;
let other: Awaited<ReturnType<typeof serveRooms>>;
const open: Page[] = [];
beforeAll(async () => {
  core = await openTestCore();
  [ana, bo, cleo] = [await core.newcomer('Ana'), await core.newcomer('Bo'), await core.newcomer('Cleo')];
  await partnershipRow(core, ana.userId, bo.userId);
  await partnershipRow(core, ana.userId, cleo.userId);
  await block(core, cleo.userId, ana.userId);
});
beforeEach(async () => {
  processes = openProcesses(inject('redisUrl'));
  one = await serveRooms(processes.of(core), { times: { grace: 50, everyone: 200, forgotten: 1_000 } });
  other = await serveRooms(processes.of(core), { times: { grace: 50, everyone: 200, forgotten: 1_000 } });
});
afterEach(async () => {
  for (const page of open.splice(0)) page.close();
  await Promise.all([one.close(), other.close()]);
  await processes.close();
});
afterAll(() => core.close());

const page = async (person: Person, at = one) => {
  const made = await openPage(core, at.url, person);
  open.push(made);
  return made;
};
const updates = (of: Page) => of.of('presence:update').map(({ userId, status }) => [userId, status]);

test('PR-1: partners see each other come and go, once for however many pages; who blocks is not seen', async () => {
  const first = await page(ana);
  expect(await first.hears('presence:users-online')).toEqual({ users: [] });
  const blocker = await page(cleo);
  expect(await blocker.hears('presence:users-online')).toEqual({ users: [] });
  const second = await page(bo);
  expect(await second.hears('presence:users-online')).toEqual({
    users: [{ userId: ana.userId, displayName: 'Ana', avatarUrl: null }],
  });
  await first.hears('presence:update', ({ status }) => status === 'online');
  const again = await page(bo);
  await again.hears('presence:users-online');
  second.close();
  blocker.close();
  again.close();
  await first.hears('presence:update', ({ status }) => status === 'offline');
  expect(updates(first)).toEqual([
    [bo.userId, 'online'],
    [bo.userId, 'offline'],
  ]);
});

test('PR-2: people of different processes see each other, also where one began later, and where one ends', async () => {
  const first = await page(ana, one);
  await first.hears('presence:users-online');
  const second = await page(bo, other);
  await first.hears('presence:update', ({ userId, status }) => userId === bo.userId && status === 'online');
  const late = await serveRooms(processes.of(core), { times: { grace: 50 } });
  const third = await page(bo, late);
  await third.hears('presence:users-online', ({ users }) => users.length === 1);
  second.close();
  await late.close();
  await first.hears('presence:update', ({ status }) => status === 'offline');
});

test('PR-3: who become partners while both are online, at whichever process, see each other at once', async () => {
  const [dan, eve] = [await core.newcomer('Dan'), await core.newcomer('Eve')];
  const [first, second] = [await page(dan), await page(eve, other)];
  for (const who of [first, second]) expect(await who.hears('presence:users-online')).toEqual({ users: [] });
  const { id: matchId } = await matchRow(core, dan.userId, eve.userId);
  for (const person of [dan, eve]) await (await person.api()).matching.respondToMatch({ matchId, action: 'accept' });
  const user = (person: Person, displayName: string) => ({ userId: person.userId, displayName, avatarUrl: null });
  expect(await first.hears('presence:update')).toMatchObject({ status: 'online', user: user(eve, 'Eve') });
  expect(await second.hears('presence:update')).toMatchObject({ status: 'online', user: user(dan, 'Dan') });
  second.close();
  await first.hears('presence:update', ({ status }) => status === 'offline');
});

test('a partner who is online is asked into the room, and hears of it', async () => {
  const { id: roomId } = await (await ana.api()).rooms.createRoom({ title: 'Chords' });
  const host = await page(ana);
  host.say('room:join', { roomId, version: protocolVersion });
  await host.hears('room:joined');
  host.say('room:invite', { roomId, userId: bo.userId });
  expect(await host.hears('room:invited')).toEqual({ userId: bo.userId });
  const invited = await core.services.database.prisma.roomInvitation.findMany({ where: { roomId } });
  expect(invited).toMatchObject([{ inviteeId: bo.userId, inviterId: ana.userId }]);
});
