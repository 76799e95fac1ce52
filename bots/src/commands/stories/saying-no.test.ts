import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { button, cardOf, filledIn, formOf, idsOf, openStory, type Voice, wordsOf } from '../../../test/story.ts';
import { withoutHurry } from '../../../test/without-hurry.ts';

let core: TestCore;
let meet: ReturnType<typeof openStory>;
let ana: Voice;
let bo: Voice;
beforeAll(async () => {
  core = await openTestCore();
  await withoutHurry(core);
  meet = openStory(core);
  ana = meet(await core.learner('Ana', { teaches: { Guitar: 7 }, learns: { Python: 2 } }));
  bo = meet(await core.learner('Bo', { teaches: { Python: 7 }, learns: { Guitar: 2 } }));
});
afterAll(() => core.close());

const prisma = () => core.services.database.prisma;
const menuOf = (answer: Awaited<ReturnType<Voice['says']>>) =>
  cardOf(answer).selects.find(({ option }) => option === 'pick');

async function partners(): Promise<void> {
  await prisma().block.deleteMany();
  await prisma().learningMatch.deleteMany();
  const found = await ana.says('/match find');
  await ana.presses(button(found, 'Learn with Bo'));
  const { items } = await (await bo.api()).matching.getMatches({ status: 'pending' });
  await bo.presses(`match.accept:${items[0]?.id}`);
}

beforeEach(async () => {
  await prisma().block.deleteMany();
});

describe('SF-6: blocking', () => {
  test('from a profile: both are gone for each other, with one way back', async () => {
    const profile = await ana.says('/profile view @bo');
    const menu = menuOf(profile);
    expect(menu?.choices.map(({ label }) => label)).toEqual(['Block Bo', 'Report Bo']);
    const done = await ana.presses(menu?.id ?? '', { pick: menu?.choices[0]?.value ?? '' });
    expect(cardOf(done).title).toBe('Bo is blocked');
    expect(wordsOf(await ana.says('/profile view @bo'))).toContain('Nobody here is called');
    expect(wordsOf(await bo.says('/profile view @ana'))).toContain('Nobody here is called');
    expect(wordsOf(await bo.says('/inbox'))).not.toContain('Ana');
    expect(wordsOf(await ana.presses(button(done, 'Undo')))).toContain('You can see each other again');
    expect(cardOf(await bo.says('/profile view @ana')).title).toContain('Ana');
  });

  test('a partner is no partner any more; the other reads a neutral word, and undoing at once gives it back', async () => {
    await partners();
    expect(cardOf(await bo.says('/match partners')).rows).toHaveLength(1);
    const { items } = await (await bo.api()).matching.getMatches({ status: 'accepted' });
    const pair = await prisma().learningPartnership.findFirstOrThrow();
    const done = await ana.says('/block @bo');
    expect(cardOf(await bo.says('/match partners')).title).toBe('Your partners');
    expect(cardOf(await bo.says('/match partners')).rows).toEqual([]);
    const old = await bo.presses(`match.why:${items[0]?.id}`);
    expect(wordsOf(old)).toContain('This match is not there');
    expect(wordsOf(old)).not.toMatch(/block/i);
    expect(
      await (await bo.api()).matching
        .giveFeedback({ partnershipId: pair.id, rating: 5, wouldRecommend: true })
        .catch(String),
    ).toContain('partnership_not_found');
    await ana.presses(button(done, 'Undo'));
    expect(cardOf(await bo.says('/match partners')).rows).toHaveLength(1);
  });

  test('is asked for by a form, listed for oneself alone, and taken back by name', async () => {
    expect(formOf(await ana.says('/block')).fields.map(({ name }) => name)).toEqual(['person']);
    expect(wordsOf(await ana.presses('block', { person: '@nobody' }))).toContain('Nobody here is called');
    expect(wordsOf(await ana.says('/blocks'))).toContain('Nobody. Should somebody');
    await ana.says('/block @bo');
    const list = await ana.says('/blocks');
    expect(cardOf(list).rows.map(({ title }) => title)).toEqual(['Bo']);
    expect(wordsOf(await bo.says('/blocks'))).toContain('Nobody. Should somebody');
    expect(formOf(await ana.says('/unblock')).fields[0]).toMatchObject({ kind: 'choice', choices: [{ label: 'Bo' }] });
    expect(wordsOf(await ana.says('/unblock Cy'))).toContain('You have not blocked anybody');
    expect(wordsOf(await ana.says('/unblock bo'))).toContain('You can see each other again');
    expect(cardOf(await ana.says('/blocks')).rows).toEqual([]);
    expect(wordsOf(await ana.says('/block @ana'))).toContain('That is you');
  });
});

describe('SF-9: reporting', () => {
  test('asks why, says where it goes, and keeps what was typed where it cannot be sent', async () => {
    const form = await ana.says('/report @bo');
    expect(Object.keys(filledIn(form))).toEqual(['reason', 'details', 'block']);
    const details = 'He asks for money. '.repeat(30).trim();
    const wrong = await ana.presses(formOf(form).id, { reason: 'because', details, block: 'yes' });
    expect(cardOf(wrong).tone).toBe('trouble');
    const again = await ana.presses(button(wrong, 'Open the form again'));
    expect(filledIn(again)).toMatchObject({ details, block: 'yes' });
    const sent = await ana.presses(formOf(again).id, { reason: 'spam', details, block: 'yes' });
    expect(wordsOf(sent)).toContain('never learns that it was you');
    expect(wordsOf(sent)).toContain('You see nothing of each other any more');
    const report = await prisma().report.findFirstOrThrow({ include: { items: true } });
    expect(report).toMatchObject({ reportedId: bo.userId, items: [{ reason: 'spam', details }] });
    expect(cardOf(await ana.says('/blocks')).rows).toHaveLength(1);
    await ana.says('/unblock Bo');
    expect(wordsOf(await bo.says('/inbox'))).not.toMatch(/report|Ana/i);
  });

  test('somebody whose name is not understood is asked for again, with the rest of the form as it was', async () => {
    const form = await ana.says('/report');
    expect(Object.keys(filledIn(form))).toEqual(['person', 'reason', 'details', 'block']);
    const wrong = await ana.presses(formOf(form).id, { person: 'Zzz', reason: 'hate', details: 'Words' });
    expect(wordsOf(wrong)).toContain('Nobody here is called');
    const again = await ana.presses(button(wrong, 'Open the form again'));
    expect(filledIn(again)).toMatchObject({ person: 'Zzz', reason: 'hate', details: 'Words' });
  });

  test('from a room: of who is there, and the report says which room', async () => {
    const room = await (await ana.api()).rooms.createRoom({ title: 'Strings', isPublic: true });
    await (await bo.api()).rooms.joinRoom({ roomId: room.id });
    const shown = await ana.says('/room join Strings');
    const menu = menuOf(shown);
    expect(menu?.choices.map(({ label }) => label)).toEqual(['Block Bo', 'Report Bo']);
    const form = await ana.presses(menu?.id ?? '', { pick: menu?.choices[1]?.value ?? '' });
    await ana.presses(formOf(form).id, { reason: 'harassment', details: 'In the chat.' });
    expect(await prisma().reportItem.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
      subject: 'room',
      roomId: room.id,
    });
  });

  test('in Spanish', async () => {
    const cai = meet(await core.learner('Cai', { teaches: { Chess: 7 } }));
    await cai.says('/settings language:es');
    const form = await cai.says('/report @bo');
    expect(formOf(form).title).toBe('Pedir ayuda por alguien');
    const sent = await cai.presses(formOf(form).id, { reason: 'acoso' });
    expect(cardOf(sent).title).toBe('Gracias por decirlo');
    expect(cardOf(await cai.says('/block @bo')).title).toBe('Has bloqueado a Bo');
  });

  test('ten a day: the eleventh is kept, and says when', async () => {
    const dee = meet(await core.learner('Dee', { teaches: { Chess: 7 } }));
    const form = formOf(await dee.says('/report @bo'));
    for (let index = 0; index < 10; index += 1) await dee.presses(form.id, { reason: 'spam', details: `No. ${index}` });
    const late = await dee.presses(form.id, { reason: 'spam', details: 'One more' });
    expect(wordsOf(late)).toContain('10 reports a day are the most');
    expect(filledIn(await dee.presses(button(late, 'Open the form again')))).toMatchObject({ details: 'One more' });
  });
});

test('who looks after nothing is told so by /reports', async () => {
  expect(wordsOf(await ana.says('/reports'))).toContain('Only who manages this server or workspace');
});

test('ids that never were are answered', async () => {
  for (const id of [
    'block:,block%23999999999',
    'block:,ask',
    'block:%3C%40%3E',
    'report:%23999999999,spam',
    'unblock:nobody',
    'reports:999999',
  ])
    expect(cardOf(await bo.presses(id)).tone, id).toBe('trouble');
  for (const id of ['unblock:%23999999999', 'unblock:slack%2FT1%2FU1', 'block:slack%2FT1%2FU1'])
    expect(idsOf(await bo.presses(id)).length, id).toBeGreaterThan(0);
});
