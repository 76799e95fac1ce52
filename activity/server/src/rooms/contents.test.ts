import { beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '../../../../test/core.ts';
import { errorOf, openRoomSuite } from '../../test/room-suite.ts';
import { type Page, stroke } from '../../test/rooms.ts';

let ana: Person;
let bo: Person;
let cleo: Person;
const suite = openRoomSuite();
beforeEach(() => {
  [ana, bo, cleo] = suite.people;
});
const { room, inside } = suite;

describe('pages, links and polls', () => {
  test('BD-6: a page is added and named by who may draw, told to all, and kept', async () => {
    const id = await room();
    const { page: host } = await inside(ana, id);
    const { page: other, joined } = await inside(bo, id);
    other.say('room:board:add', { roomId: id });
    const { boards, added } = await host.hears('room:boards');
    expect(boards.map(({ title }) => title)).toEqual(['1', '2']);
    expect(added).toEqual({ boardId: boards[1]?.id, session: joined.you.session });
    const second = boards[1]?.id ?? 0;
    other.draw(id, second, { el: stroke('on-two') });
    await host.hears('room:whiteboard:stroke', ({ boardId }) => boardId === second);
    other.say('room:board:rename', { roomId: id, boardId: second, title: 'Scales' });
    await host.hears('room:boards', (one) => one.boards[1]?.title === 'Scales');
    host.say('room:act', { roomId: id, action: { do: 'lock', on: true } });
    await other.hears('room:document', ({ document }) => document.isLocked);
    other.say('room:board:add', { roomId: id });
    await errorOf(other, 'view_only');
    other.close();
    host.close();
    const again = await inside(ana, id);
    expect(again.joined.boards.map(({ title }) => title)).toEqual(['1', 'Scales']);
    expect(again.joined.elements[1]?.elements.map((element) => element.id)).toEqual(['on-two']);
  });

  test('RM-10: a page goes back to a restore point, and from there to how it was', async () => {
    const id = await room();
    const { page: first, boardId } = await inside(ana, id);
    first.draw(id, boardId, { el: stroke('a') });
    first.draw(id, boardId, { el: stroke('b') });
    await first.hears('room:saved');
    first.close();
    await expect.poll(() => suite.core.services.database.prisma.boardSnapshot.count()).toBe(1);

    const { page: host } = await inside(ana, id);
    const { page: other } = await inside(bo, id);
    const shown = async (...ids: string[]) =>
      expect
        .poll(async () => {
          const { joined } = await inside(cleo, id);
          return joined.elements[0]?.elements.map((element) => element.id).toSorted();
        })
        .toEqual(ids);
    host.draw(id, boardId, { el: stroke('a', { version: 2, isDeleted: true }) }, { el: stroke('c') });
    await other.hears('room:whiteboard:stroke');
    const ask = async () => {
      const known = host.of('room:history').length;
      host.say('room:board:history', { roomId: id, boardId });
      await expect.poll(() => host.of('room:history').length).toBe(known + 1);
      return host.of('room:history').at(-1)?.points ?? [];
    };
    const [point] = await ask();
    expect(point?.shapes).toBe(2);
    other.say('room:board:restore', { roomId: id, boardId, snapshotId: point?.id });
    await errorOf(other, 'not_host');
    host.say('room:board:restore', { roomId: id, boardId, snapshotId: 999_999 });
    await errorOf(host, 'invalid_input');
    host.say('room:board:restore', { roomId: id, boardId, snapshotId: point?.id });
    await shown('a', 'b');
    const [before] = await ask();
    host.say('room:board:restore', { roomId: id, boardId, snapshotId: before?.id });
    await shown('b', 'c');
  });

  test('RM-10: notes that somebody wiped go back to how they were, for everybody, and from there to how they are', async () => {
    const id = await room();
    const { page: host } = await inside(ana, id);
    const { page: other } = await inside(bo, id);
    const text = 'What we learnt today, and what comes next week.';
    let version = 0;
    const write = (who: Page, changes: unknown[]) => {
      who.say('room:notes', { roomId: id, version, updates: [{ clientID: 'x', changes }] });
      version += 1;
      return host.hears('room:notes', (said) => said.version === version);
    };
    const ask = async () => {
      const known = host.of('room:notes:history').length;
      host.say('room:notes:history', { roomId: id });
      await expect.poll(() => host.of('room:notes:history').length).toBe(known + 1);
      return host.of('room:notes:history').at(-1)?.points ?? [];
    };
    await write(other, [[0, text]]);
    expect(await ask()).toEqual([]);
    await write(other, [[text.length, 'gone']]);
    const points = suite.core.services.database.prisma.notesSnapshot;
    await expect.poll(() => points.count({ where: { roomId: id } })).toBe(1);
    const [point] = await ask();
    expect(point?.length).toBe(text.length);
    other.say('room:notes:restore', { roomId: id, snapshotId: point?.id });
    await errorOf(other, 'not_host');
    host.say('room:notes:restore', { roomId: id, snapshotId: 999_999 });
    await errorOf(host, 'invalid_input');
    host.say('room:notes:restore', { roomId: id, snapshotId: point?.id });
    version += 1;
    const told = await other.hears('room:notes', (said) => said.version === version);
    expect(told.updates).toEqual([{ clientID: 'restored', changes: [[4, text]] }]);
    const notes = async () => (await inside(cleo, id)).joined.notes.text;
    expect(await notes()).toBe(text);
    const before = (await ask()).find(({ length }) => length === 4);
    host.say('room:notes:restore', { roomId: id, snapshotId: before?.id });
    await other.hears('room:notes', (said) => said.version === version + 1);
    expect(await notes()).toBe('gone');
  });

  test('RN: notes are for who may draw, fit a text, and have an end', async () => {
    const id = await room();
    const { page: host } = await inside(ana, id);
    const { page: other } = await inside(bo, id);
    const write = (who: Page, changes: unknown[]) =>
      who.say('room:notes', { roomId: id, version: 0, updates: [{ clientID: 'x', changes }] });
    write(other, [7, [0, 'nowhere']]);
    await errorOf(other, 'invalid_input');
    write(other, [[0, 'x'.repeat(50_001)]]);
    await errorOf(other, 'notes_full');
    write(other, [[0, 'hello']]);
    expect(await host.hears('room:notes')).toEqual({
      version: 1,
      updates: [{ clientID: 'x', changes: [[0, 'hello']] }],
    });
    host.say('room:act', { roomId: id, action: { do: 'view-only', userId: bo.userId, on: true } });
    await other.hears('room:document', ({ document }) => document.viewers.length === 1);
    other.say('room:notes', { roomId: id, version: 1, updates: [{ clientID: 'x', changes: [5, [0, '!']] }] });
    await errorOf(other, 'view_only');
    host.close();
    other.close();
    const { joined } = await inside(ana, id);
    expect(joined.notes).toEqual({ version: 0, text: 'hello', taken: { x: 1 } });
  });

  test('RR-4: everybody votes once and may change their mind; who is muted asks nothing', async () => {
    const id = await room();
    const { page: host } = await inside(ana, id);
    const { page: other } = await inside(bo, id);
    const say = (who: Page, action: object) => who.say('room:act', { roomId: id, action });
    say(other, { do: 'poll:ask', question: 'Go on?', options: ['Yes', 'No'] });
    const { document } = await host.hears('room:document', (one) => one.document.polls.length === 1);
    const poll = document.polls[0]?.id ?? 0;
    say(host, { do: 'poll:vote', id: poll, option: 1 });
    say(host, { do: 'poll:vote', id: poll, option: 0 });
    say(other, { do: 'poll:vote', id: poll, option: 1 });
    await host.hears('room:document', (one) => Object.keys(one.document.polls[0]?.votes ?? {}).length === 2);
    say(other, { do: 'poll:close', id: poll });
    const closed = await host.hears('room:document', (one) => one.document.polls[0]?.isClosed === true);
    expect(closed.document.polls[0]?.votes).toEqual({ [ana.userId]: 0, [bo.userId]: 1 });

    say(host, { do: 'link:add', url: 'javascript:alert(1)' });
    await errorOf(host, 'invalid_input');
    say(host, { do: 'link:add', url: 'https://example.org/song', title: 'A \u202esong' });
    const shared = await other.hears('room:document', (one) => one.document.links.length === 1);
    expect(shared.document.links[0]).toMatchObject({ url: 'https://example.org/song', title: 'A  song' });
    say(other, { do: 'link:remove', id: shared.document.links[0]?.id });
    await errorOf(other, 'not_host');
    say(host, { do: 'mute', userId: bo.userId, on: true });
    await other.hears('room:document', (one) => one.document.muted.length === 1);
    say(other, { do: 'link:add', url: 'https://example.org' });
    await errorOf(other, 'muted');
  });
});
