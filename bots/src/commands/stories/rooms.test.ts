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

test('a role is given, and somebody removed', async () => {
  expect(cardOf(await ana.says('/room settings room:Scales person:@bo role:moderator')).title).toBe(
    'Bo is a moderator now',
  );
  expect(cardOf(await ana.says('/room settings room:Scales person:@bo role:removed')).title).toBe('Bo was removed');
  expect(wordsOf(await bo.says('/room list'))).not.toContain('Scales');
});
