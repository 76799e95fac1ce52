import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { community, partnershipRow } from '../../../../test/rows.ts';
import { button, cardOf, filledIn, formOf, labelsOf, openStory, type Voice, wordsOf } from '../../../test/story.ts';

let core: TestCore;
let ana: Voice;
let mei: Voice;
let cy: Voice;

beforeAll(async () => {
  core = await openTestCore();
  const people = [
    await core.learner('Ana', { teaches: { Guitar: 7 }, timezone: 'Europe/Lisbon' }),
    await core.learner('Mei', { learns: { Guitar: 2 }, timezone: 'Pacific/Auckland' }),
    await core.learner('Cy', { learns: { Guitar: 2 } }),
  ] as const;
  await partnershipRow(core, people[0].userId, people[1].userId);
  await community(core, people);
  const voice = openStory(core);
  [ana, mei, cy] = [voice(people[0]), voice(people[1]), voice(people[2])];
});
afterAll(() => core.close());

/** Links of moments taken away: what is read. */
const said = (text: string) => text.replaceAll(/\[([^\]]*)\]\(moment:\d+\)/g, '$1');

// It is Monday, 1 March 2027, nine in the morning in Lisbon and ten in the evening in Auckland.
test('an hour typed as people type it is shown in both zones before anything is saved', async () => {
  const preview = await ana.says('/session create partner:mei when:"tomorrow 7pm" title:Chords');
  expect(cardOf(preview).title).toBe('Plan “Chords”?');
  const words = said(wordsOf(preview));
  expect(words).toContain('Tue 2 Mar, 19:00');
  expect(words).toContain('For Mei: Wed 3 Mar, 08:00 in Auckland');
  expect(words).toContain('Mei will be asked.');
  expect((await (await ana.api()).sessions.getMySessions({})).length).toBe(0);
  const planned = await ana.presses(button(preview, 'Plan it'));
  expect(cardOf(planned).title).toBe('“Chords” is planned');
  expect(said(wordsOf(planned))).toContain('Mei …');
  // A second press of the same button plans nothing twice.
  expect(wordsOf(await ana.presses(button(preview, 'Plan it')))).toContain('made or replaced already');
});

test('she sees it in her own time, says yes, and both find it settled', async () => {
  const list = await mei.says('/session mine');
  expect(said(wordsOf(list))).toContain('Wed 3 Mar, 08:00');
  expect(said(wordsOf(list))).toContain('For Ana: Tue 2 Mar, 19:00 in Lisbon');
  expect(wordsOf(list)).toContain('one waits for your answer');
  const yes = await mei.presses(button(list, 'That suits me'));
  expect(wordsOf(yes)).toContain('Settled. You will be reminded.');
  expect(wordsOf(await ana.says('/session view session:Chords'))).toContain('Mei ✓');
});

test('it is moved, again shown first; the other one may say no, and take it back', async () => {
  const ask = await ana.says('/session reschedule session:Chords when:"Friday 20:00" minutes:45');
  expect(said(wordsOf(ask))).toContain('So far: Tue 2 Mar, 19:00');
  expect(said(wordsOf(ask))).toContain('For Mei: Sat 6 Mar, 09:00 in Auckland');
  const moved = await ana.presses(button(ask, 'Move it'));
  expect(said(wordsOf(moved))).toContain('Fri 5 Mar, 20:00');
  expect(said(wordsOf(moved))).toContain('45 minutes');
  const no = await mei.says('/session decline session:Chords');
  expect(wordsOf(await mei.presses(button(no, 'I can after all')))).toContain('Settled');
});

test('the same hour twice is asked about', async () => {
  const preview = await ana.says('/session create when:"Fri 20:15" title:Scales');
  const clash = await ana.presses(button(preview, 'Plan it'));
  expect(wordsOf(clash)).toContain('You already have “Chords” then, Fri 5 Mar, 20:00.');
  expect(cardOf(await ana.presses(button(clash, 'Yes, at the same time'))).title).toBe('“Scales” is planned');
});

test('without an hour a form asks for it; what cannot be an hour is answered with what can', async () => {
  const form = await ana.says('/session create partner:mei');
  expect(filledIn(form)).toMatchObject({ partner: expect.stringMatching(/^\d+$/) });
  const wrong = await ana.presses(formOf(form).id, { when: 'when the moon is full' });
  expect(wordsOf(wrong)).toContain('Write it like tomorrow 7pm, or Fri 18:30');
  expect(wordsOf(await ana.says('/session create when:yesterday'))).not.toContain('Plan “');
  expect(wordsOf(await ana.says('/session create when:2032-03-01T10:00Z'))).toContain('up to a year ahead');
});

test('the best hours are a press away from being planned', async () => {
  const found = await ana.says('/session find partner:mei minutes:60');
  expect(cardOf(found).rows).toHaveLength(3);
  const preview = await ana.presses(button(found, 'This one'));
  expect(cardOf(preview).title).toBe('Plan “Guitar: Ana and Mei”?');
  expect(labelsOf(preview)).toContain('Plan it');
});

test('an open session is found by others; of a full one they join the waiting list, and hear when a seat is free', async () => {
  const preview = await ana.says('/session create when:"Thursday 18:00" title:Jam seats:2');
  await ana.presses(button(preview, 'Plan it'));
  const open = await cy.says('/session upcoming');
  await cy.presses(button(open, 'Take a seat'));
  const full = await mei.says('/session accept session:Jam');
  expect(wordsOf(full)).toContain('You are on the waiting list');
  await cy.says('/session decline session:Jam');
  expect(wordsOf(await mei.says('/session view session:Jam'))).toContain('A seat is yours until');
});

test('it goes into a calendar, alone or with all the others; an address ends when it should', async () => {
  const one = cardOf(await mei.says('/session calendar session:Chords'));
  expect(one.links.map(({ label }) => label)).toEqual(['Calendar file', 'Google', 'Outlook']);
  const ask = await mei.says('/session calendar');
  const made = cardOf(await mei.presses(button(ask, 'Make an address')));
  expect(made.links[0]?.url).toMatch(/\/calendar\/[\w-]+\.ics$/);
  expect(cardOf(await mei.says('/session calendar feed:off')).title).toBe('The address is gone');
});

test('cancelling asks once, names what goes, and leaves a way to plan anew', async () => {
  const ask = await ana.says('/session cancel session:Chords');
  expect(wordsOf(ask)).toContain('One person will hear that it is off');
  const gone = await ana.presses(button(ask, 'Cancel it'));
  expect(wordsOf(gone)).toContain('It is off');
  expect(labelsOf(gone)).toEqual(['Plan another one']);
  expect(wordsOf(await mei.says('/session mine'))).not.toContain('Chords');
});

test('in Spanish, as people type it there', async () => {
  await mei.says('/settings language:es');
  const ok = await mei.says('/session create partner:ana when:"el sábado a las 9:30" repeat:"cada semana" times:4');
  const planned = await mei.presses(button(ok, 'Planearla'));
  expect(wordsOf(planned)).toContain('cada semana, 4 veces');
});

test('its host takes somebody out, asked once by name, and can ask them again', async () => {
  await core.services.database.prisma.usageCounter.deleteMany();
  await ana.presses(button(await ana.says('/session create when:"Sunday 18:00" title:Duet seats:4'), 'Plan it'));
  await cy.says('/session accept session:Duet');
  const which = await ana.presses(button(await ana.says('/session view session:Duet'), 'Take somebody out'));
  const sure = await ana.presses(button(which, 'Take Cy out'));
  expect(cardOf(sure).title).toBe('Take Cy out of “Duet”?');
  const gone = await ana.presses(button(sure, 'Take Cy out'));
  expect(cardOf(gone).title).toBe('Cy is out of “Duet”');
  const { id } = (await (await ana.api()).sessions.getMySessions({})).find(({ title }) => title === 'Duet') ?? {
    id: 0,
  };
  expect(wordsOf(await cy.says(`/session accept session:${id}`))).toContain(
    'The host has taken you out of this session.',
  );
  await ana.presses(button(gone, 'Invite Cy again'));
  expect(wordsOf(await cy.says(`/session accept session:${id}`))).toContain('Settled.');
});

test('beside somebody they blocked they are asked before they take a seat', async () => {
  const { prisma } = core.services.database;
  const scheduledAt = new Date(core.clock.now().add({ hours: 120 }).epochMilliseconds);
  const { id } = await (await ana.api()).sessions.createSession({
    title: 'Trio',
    scheduledAt,
    isPublic: false,
    invite: [mei.userId, cy.userId],
  });
  await mei.says(`/session accept session:${id}`);
  await prisma.block.create({ data: { blockerId: cy.userId, blockedId: mei.userId } });
  const asked = await cy.says(`/session accept session:${id}`);
  expect(wordsOf(asked)).toContain('Somebody you blocked has a seat in “Trio”.');
  expect(wordsOf(asked)).not.toContain('Mei');
  expect(wordsOf(await cy.presses(button(asked, 'Come all the same')))).toContain('Settled.');
  await prisma.block.deleteMany();
});
