import { protocolVersion } from '@echochat/activity-protocol/rooms/events.ts';
import { io } from 'socket.io-client';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../../../test/core.ts';
import { drawnOn, errorOf, openRoomSuite } from '../../test/room-suite.ts';
import { stroke } from '../../test/rooms.ts';

let ana: Person;
let bo: Person;
let cleo: Person;
const suite = openRoomSuite();
beforeEach(() => {
  [ana, bo, cleo] = suite.people;
});
const { page, room, inside } = suite;

describe('RJ-1: who speaks', () => {
  test.each([['no token'], ['a wrong one']])('%s is not let in', async (what) => {
    const socket = io(suite.url, {
      transports: ['websocket'],
      auth: what === 'no token' ? {} : { token: 'x' },
      reconnection: false,
      forceNew: true,
    });
    const refused = await new Promise<Error>((resolve) => socket.once('connect_error', resolve));
    expect(refused.message).toBe('not_signed_in');
    socket.disconnect();
  });

  test('speaks of the room that they have joined, and no other', async () => {
    const [mine, other] = [await room(), await room()];
    const { page: who, boardId } = await inside(bo, mine);
    who.draw(other, boardId, { el: stroke('a') });
    expect(await errorOf(who, 'not_allowed')).toBeDefined();
    who.say('room:join', { roomId: 999_999, version: protocolVersion });
    expect(await errorOf(who, 'room_not_found')).toBeDefined();
  });

  test('who is too many, was removed or comes too late is told so', async () => {
    const id = await room({ maxParticipants: 2 });
    // Who stays away for long is host no more, and could not end it.
    await inside(ana, id);
    await inside(bo, id);
    const third = await page(cleo);
    third.say('room:join', { roomId: id, version: protocolVersion });
    expect((await errorOf(third, 'room_full')).params).toEqual({ limit: 2 });
    await (await ana.api()).rooms.endRoom({ roomId: id });
    // Who was in it hears that it has ended; for others it is not there any more.
    third.say('room:join', { roomId: id, version: protocolVersion });
    await errorOf(third, 'room_not_found');
    const late = await page(bo);
    late.say('room:join', { roomId: id, version: protocolVersion });
    await errorOf(late, 'room_ended');
    third.say('room:join', { roomId: id, version: 99 });
    await errorOf(third, 'page_too_old');
  });
});

describe('two people', () => {
  test('see each other come, draw, write and go', async () => {
    const id = await room();
    const { page: first, boardId } = await inside(ana, id);
    const { page: second, joined } = await inside(bo, id);
    expect(joined.participants.map(({ displayName, isHere }) => [displayName, isHere])).toEqual([
      ['Ana', true],
      ['Bo', true],
    ]);
    expect((await first.hears('room:participant-joined', ({ user }) => user.userId === bo.userId)).user.role).toBe(
      'participant',
    );
    first.draw(id, boardId, { el: stroke('a') });
    await second.hears('room:whiteboard:stroke');
    second.draw(id, boardId, { id: 'a', v: 2, n: 3, from: [1, 1], steps: [[1, 1]] });
    const { changes } = await first.hears('room:whiteboard:stroke', ({ sequence }) => sequence === 2);
    expect(changes).toEqual([['a', 2, 3, 1, 1, 0, [1, 1]]]);

    second.say('room:chat', { roomId: id, message: 'Hello <b>' });
    expect((await first.hears('room:chat')).message).toMatchObject({ authorId: bo.userId, body: 'Hello <b>' });
    second.say('room:cursor', { roomId: id, boardId, x: 5, y: 6 });
    expect((await first.hears('room:cursors')).cursors).toMatchObject([{ userId: bo.userId, x: 5, y: 6 }]);
    second.close();
    expect(await first.hears('room:participant-left')).toEqual({ userId: bo.userId });
  });

  test('RJ-3: several pages of one are one person', async () => {
    const id = await room();
    const { page: first } = await inside(ana, id);
    const [one, two] = [await inside(bo, id), await inside(bo, id)];
    await two.page.hears('room:joined');
    one.page.close();
    two.page.say('room:chat', { roomId: id, message: 'still here' });
    await first.hears('room:chat');
    expect(first.of('room:participant-joined').filter(({ user }) => user.userId === bo.userId)).toHaveLength(1);
    expect(first.of('room:participant-left')).toEqual([]);
  });
});

describe('what was drawn', () => {
  test('BD-4: is kept, and there after everybody has left', async () => {
    const id = await room();
    const { page: first, boardId } = await inside(ana, id);
    first.draw(id, boardId, { el: stroke('a') });
    await first.hears('room:saved');
    first.close();
    const { joined } = await inside(bo, id);
    expect(joined.elements[0]?.elements.map((element) => element.id)).toEqual(['a']);
  });

  test('RJ-2: who comes back gets what they missed; after a new opening, everything', async () => {
    const id = await room();
    const { page: first, boardId } = await inside(ana, id);
    const { page: second, joined } = await inside(bo, id);
    first.draw(id, boardId, { el: stroke('a') });
    const { sequence } = await second.hears('room:whiteboard:stroke');
    second.close();
    await first.hears('room:participant-left');
    first.draw(id, boardId, { el: stroke('b') });
    await first.hears('room:whiteboard:stroke', (frame) => frame.sequence === sequence + 1);
    const since = { epoch: joined.epoch, boards: { [boardId]: sequence } };
    const back = await inside(bo, id, since);
    expect(back.joined).toMatchObject({ isWhole: false, elements: [{ elements: [{ id: 'b' }] }] });

    await suite.restart();
    const anew = await inside(bo, id, since);
    expect(anew.joined.isWhole).toBe(true);
    expect(anew.joined.elements[0]?.elements.map((element) => element.id).sort()).toEqual(['a', 'b']);
  });

  test('BD-4: while it cannot be kept nothing is lost', async () => {
    const id = await room();
    const { page: first, boardId } = await inside(ana, id);
    const sql = (statement: string) => suite.core.services.database.pool.query<{ last_value: string }>(statement);
    // A sequence counts the tries that were rolled back, too.
    await sql('CREATE SEQUENCE refused MINVALUE 0 START 0');
    await sql(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM nextval('refused'); RAISE 'no'; END $$`);
    await sql('CREATE TRIGGER refuse BEFORE INSERT ON board_elements EXECUTE FUNCTION refuse()');
    first.draw(id, boardId, { el: stroke('a') });
    await expect
      .poll(async () => Number((await sql('SELECT last_value FROM refused')).rows[0]?.last_value))
      .toBeGreaterThan(0);
    expect(first.of('room:saved')).toEqual([]);
    await sql('DROP TRIGGER refuse ON board_elements');
    await first.hears('room:saved');
  });
});

describe('RR: what one may do', () => {
  test('RR-1: who looks on cannot draw, by speaking the protocol neither', async () => {
    const id = await room();
    const { page: host, boardId } = await inside(ana, id);
    const { page: viewer } = await inside(bo, id);
    host.draw(id, boardId, { el: stroke('a') });
    await viewer.hears('room:whiteboard:stroke');
    host.say('room:act', { roomId: id, action: { do: 'view-only', userId: bo.userId, on: true } });
    await viewer.hears('room:document', ({ document }) => document.viewers.includes(bo.userId));
    viewer.draw(id, boardId, { el: stroke('a', { version: 2, isDeleted: true }) });
    await errorOf(viewer, 'view_only');
    // Their page is put right.
    expect(viewer.of('room:refused')).toEqual([{ boardId, ids: ['a'] }]);
    expect(drawnOn(viewer)).toEqual([{ el: stroke('a') }]);
    expect(drawnOn(host)).toHaveLength(1);
    host.say('room:act', { roomId: id, action: { do: 'lock', on: true } });
    const { page: third } = await inside(cleo, id);
    third.draw(id, boardId, { el: stroke('c') });
    await errorOf(third, 'view_only');
    host.draw(id, boardId, { el: stroke('h') });
    await third.hears('room:whiteboard:stroke');
  });

  test('RR-2, RR-3: muting and leading are for who leads', async () => {
    const id = await room();
    const { page: host } = await inside(ana, id);
    const { page: other } = await inside(bo, id);
    other.say('room:act', { roomId: id, action: { do: 'mute', userId: ana.userId, on: true } });
    await errorOf(other, 'not_host');
    host.say('room:act', { roomId: id, action: { do: 'mute', userId: bo.userId, on: true } });
    await other.hears('room:document', ({ document }) => document.muted.length === 1);
    other.say('room:chat', { roomId: id, message: 'hi' });
    await errorOf(other, 'muted');
    other.say('room:remove', { roomId: id, userId: ana.userId });
    await errorOf(other, 'not_host');
    other.say('room:role', { roomId: id, userId: bo.userId, role: 'host' });
    other.say('room:end', { roomId: id });
    expect(other.of('room:ended')).toEqual([]);
  });

  test('who is removed is out at once, and stays out', async () => {
    const id = await room();
    const { page: host } = await inside(ana, id);
    const { page: other } = await inside(bo, id);
    host.say('room:remove', { roomId: id, userId: bo.userId });
    await errorOf(other, 'removed_from_room');
    await other.isGone();
    await host.hears('room:people', ({ participants }) => participants.length === 1);
    const again = await page(bo);
    again.say('room:join', { roomId: id, version: protocolVersion });
    await errorOf(again, 'removed_from_room');
  });

  test('ending it is told to everybody', async () => {
    const id = await room();
    const { page: host } = await inside(ana, id);
    const { page: other } = await inside(bo, id);
    host.say('room:end', { roomId: id });
    await other.hears('room:ended');
    await other.isGone();
  });

  test('the host who stays away is followed by who has been there longest', async () => {
    const id = await room();
    const { page: host } = await inside(ana, id);
    const { page: other } = await inside(bo, id);
    await inside(cleo, id);
    host.close();
    const { participants } = await other.hears('room:people', (people) =>
      people.participants.some(({ userId, role }) => userId === bo.userId && role === 'host'),
    );
    expect(participants.find(({ userId }) => userId === ana.userId)?.role).toBe('moderator');
  });
});

describe('the timer and hands', () => {
  test('are everybody’s, and survive a new opening', async () => {
    const id = await room();
    const { page: host } = await inside(ana, id);
    const { page: other } = await inside(bo, id);
    other.say('room:act', { roomId: id, action: { do: 'timer:start', focusMinutes: 25, breakMinutes: 5 } });
    const { document, now } = await host.hears('room:document');
    expect(document.timer).toMatchObject({ phase: 'focus', endsAt: now + 25 * 60_000 });
    other.say('room:act', { roomId: id, action: { do: 'hand', up: true } });
    await host.hears('room:document', (one) => one.document.hands[0] === bo.userId);
    other.close();
    await host.hears('room:document', (one) => one.document.hands.length === 0);
    host.close();
    const { joined } = await inside(ana, id);
    expect(joined.document.timer?.focusMinutes).toBe(25);
    expect(joined.room.hasVoiceChannel).toBe(false);
  });
});

describe('RV: the call', () => {
  const speaking = { on: true, isMuted: false, hasCamera: false };

  test('RV-1: has six seats, and is left with the room', async () => {
    const id = await room();
    const gia = await suite.core.newcomer('Gia');
    const pages = [];
    for (let seat = 0; seat < 6; seat += 1) pages.push((await inside(gia, id)).page);
    for (const one of pages) one.say('room:voice', { roomId: id, ...speaking });
    await pages[0]?.hears('room:voice', ({ callers }) => callers.length === 6);
    const { page: seventh, joined } = await inside(bo, id);
    expect(joined.callers).toHaveLength(6);
    seventh.say('room:voice', { roomId: id, ...speaking });
    expect((await errorOf(seventh, 'call_full')).params).toEqual({ limit: 6 });
    pages[5]?.close();
    await seventh.hears('room:voice', ({ callers }) => callers.length === 5);
    seventh.say('room:voice', { roomId: id, ...speaking });
    await seventh.hears('room:voice', ({ callers }) => callers.some(({ userId }) => userId === bo.userId));
  });

  test('RV-2: what two say to find each other reaches nobody else, and comes from nobody outside the call', async () => {
    const id = await room();
    const [one, two, outside] = [await inside(ana, id), await inside(bo, id), await inside(cleo, id)];
    for (const { page: who } of [one, two]) who.say('room:voice', { roomId: id, ...speaking });
    await one.page.hears('room:voice', ({ callers }) => callers.length === 2);
    const [from, to] = [one.joined.you.session, two.joined.you.session];
    one.page.say('room:webrtc:offer', { roomId: id, to, offer: 'v=0' });
    expect(await two.page.hears('room:webrtc:offer')).toEqual({ from, offer: 'v=0' });
    two.page.say('room:webrtc:answer', { roomId: id, to: from, answer: 'v=1' });
    expect(await one.page.hears('room:webrtc:answer')).toEqual({ from: to, answer: 'v=1' });
    const candidate = { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 };
    two.page.say('room:webrtc:ice', { roomId: id, to: from, candidate });
    expect(await one.page.hears('room:webrtc:ice')).toEqual({ from: to, candidate });
    outside.page.say('room:webrtc:offer', { roomId: id, to, offer: 'v=0' });
    await errorOf(outside.page, 'not_allowed');
    expect(outside.page.of('room:webrtc:offer')).toEqual([]);
    expect(two.page.of('room:webrtc:offer')).toHaveLength(1);
  });
});

test('RM-15: a file that has arrived is told to everybody, and to who comes later; one that is taken away, too', async () => {
  const id = await room();
  const { page: host } = await inside(ana, id);
  const { page: other } = await inside(bo, id);
  const system = suite.core.as({ kind: 'system', name: 'test' }).rooms;
  const place = { userId: ana.userId, roomId: id, name: 'a.txt', mediaType: 'text/plain', bytes: 5 };
  const { key, file } = await system.beginUpload(place);
  await system.finishUpload({ roomId: id, key, isWhole: true });
  for (const one of [host, other]) expect(await one.hears('room:files')).toMatchObject({ files: [{ name: 'a.txt' }] });
  expect((await inside(cleo, id)).joined.files).toMatchObject([{ id: file.id, by: ana.userId }]);
  other.say('room:file:remove', { roomId: id, fileId: file.id });
  await errorOf(other, 'not_host');
  host.say('room:file:remove', { roomId: id, fileId: file.id });
  await other.hears('room:files', ({ files }) => files.length === 0);
});

test('presence is recorded in minutes of being there', async () => {
  const id = await room();
  const { page: who } = await inside(bo, id);
  await expect
    .poll(() => suite.core.services.database.prisma.roomAttendance.findMany({ where: { roomId: id } }))
    .toMatchObject([{ userId: bo.userId, endedAt: null }]);
  who.close();
  await expect
    .poll(
      async () =>
        (await suite.core.services.database.prisma.roomAttendance.findFirst({ where: { roomId: id } }))?.endedAt,
    )
    .not.toBeNull();
});
