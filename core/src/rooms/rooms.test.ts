import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { forgetJobs, waitingEvents } from '../../../test/jobs.ts';
import { block, partnershipRow, subscribe, takesInvitations } from '../../../test/rows.ts';
import { tidyRooms } from './tidy-rooms.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let cleo: Person;
beforeAll(async () => {
  core = await openTestCore();
  ana = await core.newcomer('Ana');
  bo = await core.newcomer('Bo');
  cleo = await core.newcomer('Cleo');
  await takesInvitations(core, [ana, bo, cleo]);
});
afterAll(() => core.close());
beforeEach(async () => {
  core.clock.advance({ hours: 24 });
  await core.services.database.prisma.learningRoom.deleteMany();
  await core.services.database.prisma.actionCount.deleteMany();
  await forgetJobs(core);
});

const system = () => core.as({ kind: 'system', name: 'test' });
const guest = () => core.as({ kind: 'guest', locale: 'en', origin: 'test' });
const roomsOf = async (person: Person) => (await person.api()).rooms;
const create = async (person: Person, given: { isPublic?: boolean; maxParticipants?: number } = {}) =>
  (await roomsOf(person)).createRoom({ title: 'Chords', ...given });
const beat = (roomId: number, present: Person[]) =>
  system().rooms.recordPresence({ roomId, source: 'socket', present: present.map(({ userId }) => userId) });

describe('a room', () => {
  test('has its host, a board, and waits', async () => {
    const room = await create(ana);
    expect(room).toMatchObject({ status: 'waiting', isPublic: true, maxParticipants: 10, yourRole: 'host' });
    expect(room.people).toMatchObject([{ userId: ana.userId, role: 'host', isActive: true }]);
    const content = await system().rooms.loadContent({ roomId: room.id });
    expect(content?.boards).toHaveLength(1);
  });

  test('of more seats than the plan has is refused; a paid plan has fifty', async () => {
    await expect(create(bo, { maxParticipants: 11 })).rejects.toThrow('room_size');
    const paying = await core.newcomer('Payer');
    await subscribe(core, paying.userId, 'pro');
    expect((await create(paying, { maxParticipants: 50 })).maxParticipants).toBe(50);
    await expect(create(paying, { maxParticipants: 51 })).rejects.toThrow();
  });

  test('past what the plan has open at once, or a day, is refused', async () => {
    for (let count = 0; count < 5; count += 1) await create(cleo);
    await expect(create(cleo)).rejects.toThrow(/daily_limit|room_limit/);
  });

  test('of two partners lets the other in, and tells them', async () => {
    const pair = await partnershipRow(core, ana.userId, bo.userId);
    const room = await (await roomsOf(ana)).createRoom({ title: 'Two', partnershipId: pair.id });
    expect(room.isPublic).toBe(false);
    expect(await waitingEvents(core)).toEqual([
      { type: 'room.invited', v: 1, roomId: room.id, by: ana.userId, to: bo.userId },
    ]);
    expect((await (await roomsOf(bo)).getMyRooms()).map(({ id }) => id)).toEqual([room.id]);
    await (await roomsOf(bo)).joinRoom({ roomId: room.id });
    await expect((await roomsOf(cleo)).joinRoom({ roomId: room.id })).rejects.toThrow('room_not_found');
    await expect((await roomsOf(cleo)).createRoom({ title: 'x', partnershipId: pair.id })).rejects.toThrow(
      'partnership_not_found',
    );
  });
});

describe('RM-1: who may know of a room', () => {
  test('a private one only who is invited', async () => {
    const room = await create(ana, { isPublic: false });
    await expect((await roomsOf(bo)).getRoom({ roomId: room.id })).rejects.toThrow('room_not_found');
    await (await roomsOf(ana)).inviteToRoom({ roomId: room.id, userId: bo.userId });
    await (await roomsOf(ana)).inviteToRoom({ roomId: room.id, userId: bo.userId });
    expect(await waitingEvents(core)).toHaveLength(1);
    expect((await (await roomsOf(bo)).joinRoom({ roomId: room.id })).yourRole).toBe('participant');
    expect((await (await roomsOf(cleo)).getPublicRooms({})).items).toEqual([]);
    await expect((await roomsOf(cleo)).inviteToRoom({ roomId: room.id, userId: cleo.userId })).rejects.toThrow(
      'room_not_found',
    );
  });

  test('nobody whom the host blocked, or who blocked the host', async () => {
    const dora = await core.newcomer('Dora');
    const room = await create(ana);
    await block(core, ana.userId, dora.userId);
    await expect((await roomsOf(dora)).joinRoom({ roomId: room.id })).rejects.toThrow('room_not_found');
    await expect((await roomsOf(ana)).inviteToRoom({ roomId: room.id, userId: dora.userId })).rejects.toThrow(
      'person_not_found',
    );
    expect((await (await roomsOf(dora)).getPublicRooms({})).total).toBe(0);
  });
});

describe('RM-2: a seat', () => {
  test('the last one is taken once, however many come at the same time', async () => {
    const room = await create(ana, { maxParticipants: 2 });
    const others = await Promise.all(['E1', 'E2', 'E3', 'E4', 'E5'].map((name) => core.newcomer(name)));
    const outcomes = await Promise.allSettled(
      others.map(async (person) => (await roomsOf(person)).joinRoom({ roomId: room.id })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(String(outcome.reason)).toContain('room_full');
    expect((await (await roomsOf(ana)).getRoom({ roomId: room.id })).status).toBe('active');
  });

  test('is kept when it is asked for again, and free once it is given back', async () => {
    const room = await create(ana, { maxParticipants: 2 });
    await (await roomsOf(bo)).joinRoom({ roomId: room.id });
    await (await roomsOf(bo)).joinRoom({ roomId: room.id });
    await expect((await roomsOf(cleo)).joinRoom({ roomId: room.id })).rejects.toThrow('room_full');
    await (await roomsOf(bo)).leaveRoom({ roomId: room.id });
    await (await roomsOf(cleo)).joinRoom({ roomId: room.id });
  });

  test('behind a closed door is for who was there before', async () => {
    const room = await create(ana);
    await (await roomsOf(bo)).joinRoom({ roomId: room.id });
    await system().rooms.saveContent([{ roomId: room.id, document: { isClosed: true }, elements: [] }]);
    await (await roomsOf(bo)).joinRoom({ roomId: room.id });
    await expect((await roomsOf(cleo)).joinRoom({ roomId: room.id })).rejects.toThrow('door_closed');
  });
});

describe('RM-3: a link', () => {
  const secretOf = async (person: Person, roomId: number) => {
    const { url } = await (await roomsOf(person)).openDoor({ roomId });
    return new URL(url).hash.slice(1);
  };

  test('lets its person in, once', async () => {
    const room = await create(ana);
    const door = await secretOf(bo, room.id);
    const entered = await guest().rooms.enterRoom({ door });
    expect(entered).toMatchObject({ userId: bo.userId, room: { id: room.id, status: 'active' } });
    expect((await core.services.tokens.verify(entered.token)).userId).toBe(bo.userId);
    await expect(guest().rooms.enterRoom({ door })).rejects.toThrow('door_expired');
  });

  test('is good for ten minutes, and kept as a hash alone', async () => {
    const room = await create(ana);
    const door = await secretOf(bo, room.id);
    const rows = await core.services.database.prisma.roomDoor.findMany();
    expect(JSON.stringify(rows)).not.toContain(door);
    core.clock.advance({ minutes: 10 });
    await expect(guest().rooms.enterRoom({ door })).rejects.toThrow('door_expired');
  });

  test('gives a pass that renews itself until its person is removed', async () => {
    const room = await create(ana);
    const { pass } = await guest().rooms.enterRoom({ door: await secretOf(bo, room.id) });
    core.clock.advance({ hours: 11 });
    const renewed = await guest().rooms.renewPass({ pass });
    expect(renewed).toMatchObject({ roomId: room.id, userId: bo.userId });
    await (await roomsOf(ana)).removeParticipant({ roomId: room.id, userId: bo.userId });
    await expect(guest().rooms.renewPass({ pass: renewed.pass })).rejects.toThrow('removed_from_room');
    await expect(guest().rooms.renewPass({ pass: 'none' })).rejects.toThrow('not_signed_in');
    // A pass is no token, and a token no pass.
    await expect(core.services.tokens.verify(renewed.pass)).rejects.toThrow('not_signed_in');
    await expect(guest().rooms.renewPass({ pass: renewed.token })).rejects.toThrow('not_signed_in');
  });
});

describe('RM-4: who was removed', () => {
  test('cannot return, not by an earlier link either', async () => {
    const room = await create(ana);
    await (await roomsOf(bo)).joinRoom({ roomId: room.id });
    const { url } = await (await roomsOf(bo)).openDoor({ roomId: room.id });
    await expect((await roomsOf(bo)).removeParticipant({ roomId: room.id, userId: ana.userId })).rejects.toThrow(
      'room_owner',
    );
    await (await roomsOf(ana)).removeParticipant({ roomId: room.id, userId: bo.userId });
    await expect((await roomsOf(bo)).joinRoom({ roomId: room.id })).rejects.toThrow('removed_from_room');
    await expect(guest().rooms.enterRoom({ door: new URL(url).hash.slice(1) })).rejects.toThrow('removed_from_room');
    await expect((await roomsOf(bo)).sendMessage({ roomId: room.id, body: 'hi' })).rejects.toThrow('removed_from_room');
  });
});

describe('RM-5: the host', () => {
  test('lets somebody else lead, and is a moderator meanwhile', async () => {
    const room = await create(ana);
    await (await roomsOf(bo)).joinRoom({ roomId: room.id });
    await expect((await roomsOf(bo)).setRole({ roomId: room.id, userId: bo.userId, role: 'host' })).rejects.toThrow(
      'not_host',
    );
    await (await roomsOf(ana)).setRole({ roomId: room.id, userId: bo.userId, role: 'host' });
    const { people } = await (await roomsOf(bo)).getRoom({ roomId: room.id });
    expect(people.map(({ userId, role }) => [userId, role])).toEqual([
      [bo.userId, 'host'],
      [ana.userId, 'moderator'],
    ]);
  });

  test('who stays away is followed by moderators first', async () => {
    const room = await create(ana);
    for (const person of [bo, cleo]) await (await roomsOf(person)).joinRoom({ roomId: room.id });
    await (await roomsOf(ana)).setRole({ roomId: room.id, userId: cleo.userId, role: 'moderator' });
    const present = [bo.userId, cleo.userId];
    expect(await system().rooms.succeedHost({ roomId: room.id, present: [...present, ana.userId] })).toBeNull();
    expect(await system().rooms.succeedHost({ roomId: room.id, present })).toBe(cleo.userId);
    await (await roomsOf(cleo)).endRoom({ roomId: room.id });
  });
});

describe('RM-6: an ended room', () => {
  test('is told of once to who was there, and opens again with its board', async () => {
    const room = await create(ana);
    await (await roomsOf(bo)).joinRoom({ roomId: room.id });
    await beat(room.id, [ana, bo]);
    await expect((await roomsOf(bo)).endRoom({ roomId: room.id })).rejects.toThrow('not_host');
    await Promise.all([1, 2, 3].map(async () => (await roomsOf(ana)).endRoom({ roomId: room.id })));
    expect((await waitingEvents(core)).filter(({ type }) => type === 'room.ended')).toHaveLength(1);
    await expect((await roomsOf(bo)).joinRoom({ roomId: room.id })).rejects.toThrow('room_ended');
    await expect((await roomsOf(cleo)).reopenRoom({ roomId: room.id })).rejects.toThrow('room_not_found');
    const again = await (await roomsOf(ana)).reopenRoom({ roomId: room.id });
    expect(again).toMatchObject({ id: room.id, status: 'waiting', yourRole: 'host' });
  });

  test('opened again the next day, waits for its people as a new one does', async () => {
    const room = await create(ana);
    await (await roomsOf(bo)).joinRoom({ roomId: room.id });
    await beat(room.id, [bo]);
    await (await roomsOf(ana)).endRoom({ roomId: room.id });
    core.clock.advance({ hours: 24 });
    await (await roomsOf(ana)).reopenRoom({ roomId: room.id });
    await tidyRooms.run({}, core.services);
    expect((await (await roomsOf(ana)).getRoom({ roomId: room.id })).status).toBe('waiting');
  });
});

describe('RM-7: presence', () => {
  test('is intervals of heartbeats', async () => {
    const room = await create(ana);
    await beat(room.id, [ana, bo]);
    core.clock.advance({ seconds: 20 });
    await beat(room.id, [ana]);
    core.clock.advance({ minutes: 30 });
    await beat(room.id, [ana, bo]);
    const rows = await core.services.database.prisma.roomAttendance.findMany({ orderBy: { id: 'asc' } });
    const spans = rows.map(({ userId, startedAt, endedAt }) => [
      userId === ana.userId ? 'ana' : 'bo',
      endedAt && (endedAt.getTime() - startedAt.getTime()) / 1_000,
    ]);
    // Half an hour of silence is no presence: Ana's first stretch ended with its last sign of life.
    expect(spans.sort()).toEqual(
      [
        ['ana', 20],
        ['ana', null],
        ['bo', 20],
        ['bo', null],
      ].sort(),
    );
  });
});

describe('RM-8: what is idle', () => {
  const status = async (id: number) =>
    (await core.services.database.prisma.learningRoom.findUniqueOrThrow({ where: { id } })).status;

  test('ends after ten empty minutes, a room that nobody entered after two hours', async () => {
    const [busy, empty, unused] = [await create(ana), await create(bo), await create(ana)];
    for (const { id } of [busy, empty]) {
      await (await roomsOf(cleo)).joinRoom({ roomId: id });
      await beat(id, [cleo]);
    }
    await beat(empty.id, []);
    core.clock.advance({ minutes: 9 });
    await beat(busy.id, [cleo]);
    await tidyRooms.run({}, core.services);
    expect(await Promise.all([busy, empty, unused].map(({ id }) => status(id)))).toEqual([
      'active',
      'active',
      'waiting',
    ]);
    core.clock.advance({ minutes: 1, seconds: 1 });
    await beat(busy.id, [cleo]);
    await tidyRooms.run({}, core.services);
    expect(await Promise.all([busy, empty, unused].map(({ id }) => status(id)))).toEqual([
      'active',
      'ended',
      'waiting',
    ]);
    core.clock.advance({ hours: 2 });
    await tidyRooms.run({}, core.services);
    expect(await status(unused.id)).toBe('ended');
  });
});

describe('what was drawn', () => {
  test('is kept in its newest version, whatever arrives late', async () => {
    const room = await create(ana);
    const content = await system().rooms.loadContent({ roomId: room.id });
    const boardId = content?.boards[0]?.id ?? 0;
    const save = (version: number, nonce: number, x: number) =>
      system().rooms.saveContent([
        {
          roomId: room.id,
          document: null,
          elements: [{ boardId, elementId: 'a', version, nonce, sequence: version, data: { x } }],
        },
      ]);
    await save(2, 10, 2);
    await save(1, 1, 1);
    await save(2, 20, 3);
    expect((await system().rooms.loadContent({ roomId: room.id }))?.elements).toMatchObject([{ data: { x: 2 } }]);
    await save(2, 5, 4);
    expect((await system().rooms.loadContent({ roomId: room.id }))?.elements).toMatchObject([{ data: { x: 4 } }]);
    const other = await create(bo);
    await system().rooms.saveContent([
      {
        roomId: other.id,
        document: null,
        elements: [{ boardId, elementId: 'b', version: 1, nonce: 1, sequence: 1, data: {} }],
      },
    ]);
    expect((await system().rooms.loadContent({ roomId: room.id }))?.elements).toHaveLength(1);
  });
});

test('the chat is read in pages, and cleaned of what hides', async () => {
  const room = await create(ana);
  const api = await roomsOf(ana);
  for (let count = 1; count <= 5; count += 1) await api.sendMessage({ roomId: room.id, body: `line ${count}\u202e` });
  const last = await api.getMessages({ roomId: room.id, limit: 2 });
  expect(last.map(({ body }) => body)).toEqual(['line 4', 'line 5']);
  const before = await api.getMessages({ roomId: room.id, limit: 2, before: last[0]?.id ?? 0 });
  expect(before.map(({ body }) => body)).toEqual(['line 2', 'line 3']);
  await expect(api.sendMessage({ roomId: room.id, body: ' \u200b ' })).rejects.toThrow();
  await expect((await roomsOf(bo)).sendMessage({ roomId: room.id, body: 'hi' })).rejects.toThrow('not_allowed');
});

test('RM-9: pages are added and named by who may draw, up to twenty, two at once included', async () => {
  const { id: roomId } = await create(ana);
  const [host, other] = [await roomsOf(ana), await roomsOf(bo)];
  await expect(other.addBoard({ roomId })).rejects.toThrow('not_allowed');
  await other.joinRoom({ roomId });
  expect((await other.addBoard({ roomId, title: 'Scales' })).title).toBe('Scales');
  const { prisma } = core.services.database;
  await prisma.learningRoom.update({ where: { id: roomId }, data: { document: { isLocked: true } } });
  await expect(other.addBoard({ roomId })).rejects.toThrow('view_only');
  const { id: boardId } = await host.addBoard({ roomId });
  await expect(other.renameBoard({ roomId, boardId, title: 'x' })).rejects.toThrow('view_only');
  await host.renameBoard({ roomId, boardId, title: 'Chords' });
  await expect(host.renameBoard({ roomId, boardId: boardId + 999, title: 'x' })).rejects.toThrow('invalid_input');
  for (let count = 3; count < 19; count += 1) await prisma.roomBoard.create({ data: { roomId, title: 'x' } });
  const last = await Promise.allSettled([host.addBoard({ roomId }), host.addBoard({ roomId })]);
  expect(last.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await expect(host.addBoard({ roomId })).rejects.toThrow('page_limit');
});

test('RM-10: where something was only taken away since the last restore point, there is another one; of nothing there is none', async () => {
  const { id: roomId } = await create(ana);
  const api = system().rooms;
  const boardId = (await api.loadContent({ roomId }))?.boards[0]?.id ?? 0;
  const element = (elementId: string, version: number, sequence: number, isDeleted: boolean) => ({
    ...{ boardId, elementId, version, nonce: 1, sequence },
    data: { id: elementId, isDeleted },
  });
  const shapes = async (...elements: ReturnType<typeof element>[]) => {
    await api.saveContent([{ roomId, document: null, elements }]);
    core.clock.advance({ minutes: 1 });
    await api.takeSnapshots({ roomId, boardIds: [boardId] });
    return (await (await roomsOf(ana)).getSnapshots({ roomId, boardId })).map((point) => point.shapes);
  };
  expect(await shapes(element('a', 1, 1, false), element('b', 1, 2, false))).toEqual([2]);
  expect(await shapes()).toEqual([2]);
  expect(await shapes(element('a', 2, 3, true))).toEqual([1, 2]);
  expect(await shapes(element('b', 2, 4, true))).toEqual([1, 2]);
});

test('RM-10: of notes the last thirty restore points are kept, each text once, and none without a word', async () => {
  const { id: roomId } = await create(ana);
  const { takeNotesSnapshot } = system().rooms;
  for (let at = 0; at < 32; at += 1) {
    core.clock.advance({ seconds: 1 });
    await takeNotesSnapshot({ roomId, text: `text ${at}` });
  }
  core.clock.advance({ seconds: 1 });
  for (const text of ['text 2', 'half \ud800 and \0 nothing', ' \n']) await takeNotesSnapshot({ roomId, text });
  const { getNotesSnapshots, loadNotesSnapshot } = await roomsOf(ana);
  const points = await getNotesSnapshots({ roomId });
  expect(points).toHaveLength(30);
  const texts = await Promise.all(points.map(({ id }) => loadNotesSnapshot({ roomId, snapshotId: id })));
  expect(texts.slice(0, 3).map(({ text }) => text)).toEqual(['half \ufffd and \ufffd nothing', 'text 2', 'text 31']);
  expect(texts.some(({ text }) => text === 'text 3')).toBe(false);
  const other = await create(ana);
  const elsewhere = loadNotesSnapshot({ roomId: other.id, snapshotId: points[0]?.id ?? 0 });
  await expect(elsewhere).rejects.toThrow('invalid_input');
});
