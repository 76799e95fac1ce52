import { recordNotices } from '@echochat/core/notifications/record-notices.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { forgetJobs, waitingEvents } from '../../../../test/jobs.ts';
import { community } from '../../../../test/rows.ts';
import { button, cardOf, filledIn, formOf, labelsOf, openStory, type Voice, wordsOf } from '../../../test/story.ts';
import { openDispatcher } from '../dispatch.ts';
import { noticeCard } from '../notices.ts';

let core: TestCore;
let ana: Voice;
let mei: Voice;
let cy: Voice;
let dee: Voice;

beforeAll(async () => {
  core = await openTestCore();
  const voice = openStory(core);
  ana = voice(await core.learner('Ana', { timezone: 'Europe/Lisbon' }));
  mei = voice(await core.learner('Mei', { timezone: 'Europe/Athens' }));
  cy = voice(await core.learner('Cy', { timezone: 'Europe/Lisbon' }));
  dee = voice(await core.learner('Dee', { timezone: 'Europe/Lisbon' }));
  await community(core, [ana, mei, cy, dee]);
});
afterAll(() => core.close());

/** Links of moments taken away: what is read. */
const said = (text: string) => text.replaceAll(/\[([^\]]*)\]\(moment:\d+\)/g, '$1');

/** The latest poll's id. */
async function pollId(): Promise<string> {
  const { id } = await core.services.database.prisma.sessionPoll.findFirstOrThrow({ orderBy: { id: 'desc' } });
  return String(id);
}
/** The values of the hours that the form of a vote offers. */
async function hoursOffered(who: Voice): Promise<string[]> {
  const [field] = formOf(await who.says(`/session vote poll:${await pollId()}`)).fields;
  return field?.kind === 'choice' ? field.choices.map(({ value }) => value) : [];
}
async function ask(): Promise<void> {
  await ana.presses(button(await ana.says('/session find people:"@mei, cy"'), 'Ask everybody'));
}

// It is Monday, 1 March 2027, nine in the morning in Lisbon.
test('of the best hours for three, everybody can be asked', async () => {
  const found = await ana.says('/session find people:"@mei Cy"');
  expect(cardOf(found).title).toBe('Your best hours with Mei and Cy');
  expect(cardOf(found).rows).toHaveLength(3);
  const asked = await ana.presses(button(found, 'Ask everybody'));
  const words = said(wordsOf(asked));
  expect(words).toContain('Mei and Cy are asked which of these suit');
  expect(words).toContain('Still to answer: Mei and Cy.');
  expect(words).toContain('1 of 3 can: Ana');
  // Asked once, however often it is pressed.
  expect(wordsOf(await ana.presses(button(found, 'Ask everybody')))).toContain('made or replaced already');
});

test('each says in a form which hours suit, in their own time, and may change it', async () => {
  const list = await mei.says('/session mine');
  expect(wordsOf(list)).toContain('Which of 3 hours suits you?');
  const form = formOf(await mei.presses(button(list, 'Say when you can')));
  const [field] = form.fields;
  expect(field?.kind === 'choice' && field.multiple && field.choices.map(({ label }) => label)).toEqual([
    'Tue 2 Mar, 11:00',
    'Wed 3 Mar, 11:00',
    'Thu 4 Mar, 11:00',
  ]);
  const [first, second] = await hoursOffered(mei);
  const noted = await mei.presses(form.id, { hours: `${first},${second}` });
  expect(wordsOf(noted)).toContain('Noted. You can change it');
  expect(wordsOf(noted)).toContain('2 of 3 can: Ana and Mei');
  // What was said stands in the form.
  expect(filledIn(await mei.presses(button(noted, 'Change my answer')))).toMatchObject({ hours: `${first},${second}` });
  await mei.presses(form.id, { hours: String(second) });
});

test('with the last answer the hour that most can is a session', async () => {
  const [, second, third] = await hoursOffered(cy);
  const done = await cy.says(`/session vote poll:${await pollId()} hours:"${second}, ${third}"`);
  expect(cardOf(done).title).toBe('An hour is found: Ana, Mei, and Cy');
  const session = await cy.presses(button(done, 'Look at it'));
  expect(said(wordsOf(session))).toContain('Wed 3 Mar, 09:00');
  expect(said(wordsOf(session))).toContain('For Mei: Wed 3 Mar, 11:00 in Athens');
  expect(wordsOf(session)).toContain('Ana ✓, Mei ✓, Cy ✓');
  expect(wordsOf(await mei.says('/session mine'))).not.toContain('Which of');
});

test('where none suits, one says so; the host takes an hour all the same', async () => {
  await ask();
  const look = await mei.says(`/session poll poll:${await pollId()}`);
  expect(labelsOf(look)).not.toContain('Take this one');
  await mei.presses(button(look, 'None suits me'));
  const card = await ana.says(`/session poll poll:${await pollId()}`);
  expect(wordsOf(card)).toContain('Still to answer: Cy.');
  const [take] = cardOf(card).rows.flatMap(({ action }) => action ?? []);
  const done = await ana.presses(take?.id ?? '');
  expect(cardOf(done).title).toContain('An hour is found');
  const session = await ana.presses(button(done, 'Look at it'));
  expect(wordsOf(session)).toContain('Ana ✓, Mei ✗, Cy …');
});

test('whom it asks reads in the message already which hours they are', async () => {
  await forgetJobs(core);
  await ask();
  for (const event of await waitingEvents(core))
    await recordNotices.handle(event, JSON.stringify(event), core.services);
  const ctx = await openDispatcher(core).context(mei.userId, 'playground');
  const { items } = await ctx.api.notifications.getInbox({ limit: 1 });
  const cards = await Promise.all(items.map((notice) => noticeCard(ctx, notice)));
  const hours = (await ctx.api.sessions.getPoll({ pollId: Number(await pollId()) })).hours.map(({ at }) =>
    ctx.when(at),
  );
  expect(cards.map((card) => said(wordsOf({ card })))).toEqual([expect.stringContaining(hours.join('**\n**'))]);
  expect(hours).toHaveLength(3);
});

test('the host may stop asking; who comes later reads that it is over', async () => {
  await ask();
  const id = await pollId();
  const card = await ana.says(`/session poll poll:${id}`);
  expect(cardOf(await ana.presses(button(card, 'Ask no more'))).title).toContain('No hour was found');
  // The form is not offered any more, and an answer that was on its way is refused with what to do.
  expect(cardOf(await mei.says(`/session vote poll:${id}`)).title).toContain('No hour was found');
  const late = await mei.says(`/session vote poll:${id} hours:1`);
  expect(wordsOf(late)).toContain('The hour is decided already, or nobody asks any more.');
});

test('somebody else sees nothing of it; what is no poll and no hour is said', async () => {
  await ask();
  const id = await pollId();
  expect(wordsOf(await dee.says(`/session poll poll:${id}`))).toContain('not for you');
  expect(wordsOf(await dee.says('/session poll poll:Chess'))).toContain('is no poll that you are asked in');
  expect(wordsOf(await cy.says(`/session vote poll:${id} hours:noon`))).toContain('is none of its hours');
});

test('two are asked by name when a session is planned at once', async () => {
  const preview = await ana.says('/session create when:"Thu 20:00" people:"@mei, Cy"');
  expect(cardOf(preview).title).toBe('Plan “Ana, Mei, and Cy”?');
  expect(wordsOf(preview)).toContain('Mei and Cy will be asked');
  const wrong = await ana.says('/session create when:"Thu 20:00" people:"@mei, Nobody"');
  expect(wordsOf(wrong)).toContain('Nobody');
});

describe('many people', () => {
  // The longest names there are, whose handles together are longer than any chat lets a button's id be.
  const longNames = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((nth) => `${'Maximiliana Wilhelmine '.repeat(3)}${nth}`);
  const handleOf = (nth: number) => `very.long-handle_of_somebody_${nth}`;
  const typed = longNames.map((_, index) => `@${handleOf(index + 1)}`);

  test('fit onto buttons, with whatever hours or none', async () => {
    const people = [];
    for (const [index, name] of longNames.entries()) {
      const { userId } = await core.newcomer(name, `long${index}`);
      const data = { handle: handleOf(index + 1) };
      await core.services.database.prisma.user.update({ where: { id: userId }, data });
      people.push({ userId });
    }
    await community(core, [ana, dee, ...people]);
    const found = await dee.says(`/session find people:"${typed.join(' ')}"`);
    const [first] = cardOf(found).rows;
    const preview = await dee.presses(first?.action?.id ?? '');
    expect(cardOf(preview).title).toContain('Plan “Dee, Maximiliana');
    expect(wordsOf(preview)).toContain('Maximiliana Wilhelmine Maximiliana Wilhelmine Maximiliana Wilhelmine 9');
    // Another hour is typed, for the same people.
    const form = formOf(await dee.presses(button(found, 'Another time')));
    const other = await dee.presses(form.id, { when: 'Fri 20:00' });
    expect(wordsOf(other)).toContain('9 will be asked');
    expect(labelsOf(await dee.presses(button(found, 'Ask everybody')))).toContain('Ask no more');
  });

  test('too many are not left out unsaid', async () => {
    const many = await ana.says(`/session find people:"${typed.join(' ')} @mei"`);
    expect(wordsOf(many)).toContain('At most 9 people beside you');
    const also = await ana.says(`/session find person:@mei people:"${typed.join(' ')}"`);
    expect(wordsOf(also)).toContain('At most 9 people beside you');
  });

  test('are kept where one of them was not understood', async () => {
    const wrong = await ana.says('/session find people:"@cy, Me"');
    const found = await ana.presses(button(wrong, 'Mei'));
    expect(cardOf(found).title).toBe('Your best hours with Cy and Mei');
  });

  test('are those of who named them', async () => {
    const found = await ana.says('/session find people:"@mei, Cy"');
    const [first] = cardOf(found).rows;
    expect(wordsOf(await dee.presses(first?.action?.id ?? ''))).toContain('made or replaced already');
    // Who is gone in the meantime is not asked.
    await core.services.database.prisma.block.create({ data: { blockerId: cy.userId, blockedId: ana.userId } });
    expect(wordsOf(await ana.presses(first?.action?.id ?? ''))).not.toContain('will be asked');
    await core.services.database.prisma.block.deleteMany();
  });
});

test('what was said beside the hour stays while the hour is asked for', async () => {
  const form = formOf(await ana.says('/session create person:@mei skill:Guitar private:yes minutes:45'));
  const preview = await ana.presses(form.id, { when: 'Sat 20:00', minutes: '45' });
  expect(wordsOf(preview)).toContain('Mei will be asked');
  expect(cardOf(preview).title).toBe('Plan “Guitar: Ana and Mei”?');
});
