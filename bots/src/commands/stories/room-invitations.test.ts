import { recordNotices } from '@echochat/core/notifications/record-notices.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { forgetJobs, waitingEvents } from '../../../../test/jobs.ts';
import { community } from '../../../../test/rows.ts';
import { button, cardOf, labelsOf, openStory, type Voice, wordsOf } from '../../../test/story.ts';
import type { Answer } from '../command.ts';
import { openDispatcher } from '../dispatch.ts';
import { noticeCard } from '../notices.ts';

let core: TestCore;
let ana: Voice;
let bo: Voice;
beforeAll(async () => {
  core = await openTestCore();
  const [a, b] = [await core.newcomer('Ana'), await core.newcomer('Bo')];
  await community(core, [a, b]);
  [ana, bo] = [a, b].map((person) => openStory(core)(person)) as [Voice, Voice];
});
afterAll(() => core.close());
beforeEach(async () => {
  // One person is asked so often a day by another.
  core.clock.advance({ hours: 24 });
  await forgetJobs(core);
});

/** The card that tells somebody of what has just happened, as it comes to their chat. */
async function told(who: Voice): Promise<Answer> {
  for (const event of await waitingEvents(core))
    await recordNotices.handle(event, JSON.stringify(event), core.services);
  await forgetJobs(core);
  const [newest] = (await (await who.api()).notifications.getInbox({ limit: 1 })).items;
  if (!newest) throw new Error(`${who.handle} was told of nothing`);
  return { card: await noticeCard(await openDispatcher(core).context(who.userId, 'playground'), newest) };
}

async function invited(title: string): Promise<Answer> {
  await ana.says(`/room create title:${title} private:yes`);
  await ana.says(`/room invite room:${title} person:@bo`);
  return told(bo);
}

test('no is a press away on the card that asks; who asked hears it, and is told that asking again is no use', async () => {
  const card = await invited('Scales');
  expect(labelsOf(card)).toEqual(['Go in', 'No, thanks']);
  const said = await bo.presses(button(card, 'No, thanks'));
  expect(cardOf(said).title).toBe('You said no to “Scales”');
  const heard = await told(ana);
  expect(cardOf(heard).title).toBe('Bo does not come into “Scales”');
  expect(labelsOf(heard)).toEqual(['Invite another']);
  expect(wordsOf(await ana.says('/room invite room:Scales person:@bo'))).toContain('Bo said no to this');
  // Whoever pressed it by mistake is not kept out.
  expect(cardOf(await bo.presses(button(said, 'Go in after all'))).title).toBe('Scales');
});

test('no is said by a command too, by the title of what one is asked to and of nothing else', async () => {
  await invited('Chords');
  expect(labelsOf(await bo.says('/room join room:Chords'))).toContain('No, thanks');
  expect(wordsOf(await bo.says('/room decline room:Lute'))).toContain('You are not asked into a room called “Lute”');
  expect(cardOf(await bo.says('/room decline room:chords')).title).toBe('You said no to “Chords”');
  expect(wordsOf(await bo.says('/room decline room:chords'))).toContain('You are not asked into');
});

test('an old card says that it is over', async () => {
  const card = await invited('Modes');
  await ana.says('/room end room:Modes');
  expect(wordsOf(await bo.presses(button(card, 'No, thanks')))).toContain('This invitation is not open any more');
});

test('who was removed reads who can help, by the room’s title and by its number; asked anew, they go in', async () => {
  const card = await invited('Arpeggios');
  const room = await bo.presses(button(card, 'Go in'));
  const id = cardOf(room).links[0]?.url.match(/\d+/)?.[0] ?? '';
  await (await bo.api()).rooms.joinRoom({ roomId: Number(id) });
  const ask = await ana.says('/room settings room:Arpeggios person:@bo role:removed');
  await ana.presses(button(ask, 'Remove Bo'));
  for (const named of ['Arpeggios', 'arpeggios', id, `#${id}`])
    for (const command of ['join', 'leave', 'made'])
      expect(wordsOf(await bo.says(`/room ${command} room:${named}`))).toContain('write to Ana if it was a mistake');
  expect(cardOf(await ana.says('/room invite room:Arpeggios person:@bo')).title).toBe('Bo is invited');
  expect(cardOf(await bo.presses(button(await told(bo), 'Go in'))).title).toBe('Arpeggios');
});
