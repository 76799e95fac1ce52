import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../../test/core.ts';
import { partnershipRow } from '../../../../test/rows.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let pair: Awaited<ReturnType<typeof partnershipRow>>;
beforeAll(async () => {
  core = await openTestCore();
  ana = await core.newcomer('Ana');
  bo = await core.newcomer('Bo');
  pair = await partnershipRow(core, ana.userId, bo.userId);
});
afterAll(() => core.close());

const system = () => core.as({ kind: 'system', name: 'test' }).rooms;
const guest = () => core.as({ kind: 'guest', locale: 'en', origin: 'test' }).rooms;
const keyIn = (path: string | undefined) => new URL(path ?? '', 'https://here').searchParams.get('key') ?? '';
const roomsOf = async (person: Person) => (await person.api()).rooms;

/** A room of two, in which something was made in ten minutes. */
async function madeRoom() {
  const room = await (await roomsOf(ana)).createRoom({ title: 'Chords', partnershipId: pair.id });
  const { id: roomId } = room;
  await (await roomsOf(bo)).joinRoom({ roomId });
  const boards = (await system().loadContent({ roomId }))?.boards ?? [];
  const boardId = boards[0]?.id ?? 0;
  const element = (id: string, isDeleted: boolean) => ({
    boardId,
    elementId: id,
    version: 1,
    nonce: 1,
    sequence: 3,
    data: { id, type: 'rectangle', isDeleted },
  });
  await system().saveContent([
    {
      roomId,
      document: {
        notes: ' C, **G** and Am ',
        links: [{ id: 1, by: bo.userId, url: 'https://example.org', title: 'A song' }],
        polls: [
          { id: 2, by: ana.userId, question: 'Again?', options: ['Yes', 'No'], votes: { 1: 0, 2: 0 }, isClosed: false },
        ],
      },
      elements: [element('a', false), element('b', true)],
    },
  ]);
  const beat = (present: Person[], source: 'socket' | 'voice') =>
    system().recordPresence({ roomId, source, present: present.map(({ userId }) => userId) });
  await beat([ana, bo], 'socket');
  await beat([ana], 'voice');
  core.clock.advance({ seconds: 60 });
  await beat([ana], 'socket');
  await beat([ana], 'voice');
  core.clock.advance({ seconds: 60 });
  await beat([ana], 'voice');
  return { roomId, boardId };
}

describe('what was made in a room', () => {
  test('is there for who was in it: pages, notes, links, polls, and who was there for how long', async () => {
    const { roomId, boardId } = await madeRoom();
    await (await roomsOf(ana)).endRoom({ roomId });
    const made = await (await roomsOf(bo)).getMade({ roomId });
    expect(made).toMatchObject({
      pages: [{ id: boardId, shapes: 1 }],
      notes: 'C, **G** and Am',
      links: [{ url: 'https://example.org', title: 'A song', by: 'Bo' }],
      polls: [
        {
          question: 'Again?',
          options: [
            { text: 'Yes', votes: 2 },
            { text: 'No', votes: 0 },
          ],
        },
      ],
      present: [
        { userId: ana.userId, minutes: 2 },
        { userId: bo.userId, minutes: 1 },
      ],
    });
    const looked = await guest().lookAtMade({ key: made.key });
    expect(looked.room.title).toBe('Chords');
    const page = await system().findMadePage({ kind: 'drawing', key: keyIn(looked.pages[0]?.drawing), boardId });
    expect(page).toMatchObject({ boardId, title: '1', sequence: 3 });
    expect((await system().loadMadePage({ boardId })).elements).toHaveLength(1);
    expect(await (await roomsOf(ana)).getMyRooms({ partnershipId: 999_999 })).toEqual([]);
  });

  test('is nobody else’s, not by a key of another room, an old one, or who was removed meanwhile', async () => {
    const { roomId } = await madeRoom();
    const cleo = await core.newcomer('Cleo');
    await expect((await roomsOf(cleo)).getMade({ roomId })).rejects.toThrow('room_not_found');
    const open = await (await roomsOf(ana)).createRoom({ title: 'For all' });
    // Who may go into a room has not been in it yet.
    await expect((await roomsOf(cleo)).getMade({ roomId: open.id })).rejects.toThrow('room_not_found');
    const mine = await (await roomsOf(ana)).getMade({ roomId: open.id });
    await expect(guest().lookAtMade({ key: 'made up' })).rejects.toThrow('not_signed_in');
    const theirs = await (await roomsOf(bo)).getMade({ roomId });
    await (await roomsOf(ana)).removeParticipant({ roomId, userId: bo.userId });
    await expect(guest().lookAtMade({ key: theirs.key })).rejects.toThrow('removed_from_room');
    core.clock.advance({ hours: 7 * 24 });
    await expect(guest().lookAtMade({ key: mine.key })).rejects.toThrow('not_signed_in');
    expect((await (await roomsOf(ana)).getMyRooms({ partnershipId: pair.id })).map(({ id }) => id)).toContain(roomId);
  });
});
