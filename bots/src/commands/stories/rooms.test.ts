import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { partnershipRow } from '../../../../test/rows.ts';
import { button, cardOf, labelsOf, openStory, type Voice, wordsOf } from '../../../test/story.ts';

let core: TestCore;
let ana: Voice;
let bo: Voice;
beforeAll(async () => {
  core = await openTestCore();
  const [a, b] = [await core.newcomer('Ana'), await core.newcomer('Bo')];
  await partnershipRow(core, a.userId, b.userId);
  ana = openStory(core)(a);
  bo = openStory(core)(b);
});
afterAll(() => core.close());

test('a room is open at once, with the way in and nothing asked', async () => {
  const made = cardOf(await ana.says('/room create'));
  expect(made.title).toBe('Ana’s room');
  expect(made.links).toEqual([{ label: 'Open the room', url: expect.stringMatching(/^\/rooms\/\d+#[\w-]{32}$/) }]);
});

test('a partner is told and comes in; others do not see it', async () => {
  const made = await ana.says('/room create partner:bo');
  expect(cardOf(made).title).toBe('Ana and Bo');
  expect(wordsOf(made)).toContain('Bo has been told');
  const mine = await bo.says('/room mine');
  expect(wordsOf(mine)).toContain('Ana and Bo');
  expect(cardOf(await bo.presses(button(mine, 'Go in'))).links).toHaveLength(1);
  expect(wordsOf(await bo.says('/room list'))).not.toContain('Ana and Bo');
});

test('ending it asks once where others are in it, and it opens again', async () => {
  const id = cardOf(await ana.says('/room create title:Scales')).links[0]?.url.match(/\d+/)?.[0] ?? '';
  const there = await bo.api();
  await there.rooms.joinRoom({ roomId: Number(id) });
  const ask = await ana.says('/room end room:Scales');
  expect(wordsOf(ask)).toContain('One other person is still in it');
  const ended = await ana.presses(button(ask, 'End it for everyone'));
  expect(cardOf(ended).title).toBe('“Scales” has ended');
  expect(labelsOf(ended)).toContain('Open it again');
  expect(cardOf(await ana.presses(button(ended, 'Open it again'))).links).toHaveLength(1);
});

test('who may not, is told what to do', async () => {
  expect(wordsOf(await bo.says('/room end room:Scales'))).toContain('Only who leads this room');
  expect(wordsOf(await bo.says('/room join room:"No such room"'))).toContain('is no room that you may enter');
  expect(wordsOf(await ana.says('/room create seats:50'))).toContain('up to 10 seats');
});

test('a role is given; who is to be removed is asked about once, by name, and it can be undone', async () => {
  expect(cardOf(await ana.says('/room settings room:Scales person:@bo role:moderator')).title).toBe(
    'Bo is a moderator now',
  );
  const remove = async () => {
    const ask = await ana.says('/room settings room:Scales person:@bo role:removed');
    expect(cardOf(ask).title).toBe('Remove Bo from “Scales” for good?');
    return ana.presses(button(ask, 'Remove Bo'));
  };
  const removed = await remove();
  expect(cardOf(removed).title).toBe('Bo was removed');
  expect(wordsOf(await bo.says('/room list'))).not.toContain('Scales');
  expect(cardOf(await ana.presses(button(removed, 'Undo'))).title).toBe('Bo may come in again');
  expect(wordsOf(await bo.says('/room list'))).toContain('Scales');
  // Who presses an old button hears who can help, not that a number is no room.
  const old = button(await bo.says('/room list'), 'Go in');
  await remove();
  expect(wordsOf(await bo.presses(old))).toContain('write to Ana if it was a mistake');
});

test('a room is handed over for good by two words, what goes with it named', async () => {
  const id = Number(cardOf(await ana.says('/room create title:Modes')).links[0]?.url.match(/\d+/)?.[0]);
  await (await bo.api()).rooms.joinRoom({ roomId: id });
  const ask = await ana.says('/room settings room:Modes person:@bo role:owner');
  expect(wordsOf(ask)).toContain('its boards, notes, files and chat');
  expect(cardOf(await ana.presses(button(ask, 'Offer it to Bo'))).title).toContain('Bo is asked');
  const way = await bo.says(`/room join room:${id}`);
  expect(cardOf(await bo.presses(button(way, 'Yes, take it'))).title).toBe('“Modes” is yours now');
  expect(wordsOf(await ana.says('/room settings room:Modes person:@bo role:participant'))).toContain('Only who leads');
});

test('what was made comes home, to who was there alone', async () => {
  const id = Number(cardOf(await ana.says('/room create title:Triads partner:bo')).links[0]?.url.match(/\d+/)?.[0]);
  const system = core.as({ kind: 'system', name: 'test' }).rooms;
  const content = await system.loadContent({ roomId: id });
  const boardId = content?.boards[0]?.id ?? 0;
  const data = { id: 'a', type: 'rectangle', isDeleted: false };
  await system.saveContent([
    {
      roomId: id,
      document: { notes: 'C, **E** [G](https://evil.example)', links: [], polls: [] },
      elements: [{ boardId, elementId: 'a', version: 1, nonce: 1, sequence: 1, data }],
    },
  ]);
  const { userId } = await core.newcomer('Ana');
  await system.recordPresence({ roomId: id, source: 'socket', present: [userId] });
  core.clock.advance({ minutes: 1 });
  const name = 'C [G](https://evil.example).pdf';
  const { key } = await system.beginUpload({ userId, roomId: id, name, mediaType: 'application/pdf', bytes: 9 });
  await system.finishUpload({ roomId: id, key, isWhole: true });
  await ana.says('/room end room:Triads');
  const made = await ana.says('/room made room:Triads');
  expect(wordsOf(made)).toContain('Ana 1 minute');
  expect(wordsOf(made)).toContain('One shape on one page');
  expect(wordsOf(made)).toContain('Files\nC [G](https://evil.example).pdf');
  // Notes and names are words in a card: they forge no link.
  expect(cardOf(made).text).toContain('\\[G\\]');
  expect(cardOf(made).fields.at(-1)?.value).toContain('\\[G\\]');
  expect(cardOf(made).picture?.url).toMatch(/^\/made\/\d+\.png\?key=/);
  expect(cardOf(made).links).toEqual([{ label: 'See all of it', url: expect.stringMatching(/^\/made#/) }]);
  const together = await bo.says('/room mine partner:ana');
  expect(cardOf(together).title).toBe('Your rooms with Ana');
  expect(cardOf(await bo.presses(button(together, 'What was made'))).title).toBe('What was made in “Triads”');
  expect(cardOf(await bo.says('/match partners')).selects.map(({ label }) => label)).toContain('What you made with…');
  const stranger = openStory(core)(await core.newcomer('Zed'));
  expect(wordsOf(await stranger.says('/room made room:Triads'))).not.toContain('shape');
});
