import { expect, test } from 'vitest';
import { article, openOwnWalks } from './own-walk.ts';
import { inRoom, pictures } from './room-walk.ts';

const { core, cast, inHours, enter, noticed, fullWeek } = openOwnWalks();

test('two people plan, see both zones, agree, move and cancel; the inbox tells, and marks read', async () => {
  const { ana, bo } = cast();
  const hers = await enter(ana, 'sessions');
  await hers.page.getByRole('heading', { name: 'Your week is open' }).waitFor();
  await hers.page.screenshot({ path: `${pictures}sessions-empty.png` });
  await hers.page.getByRole('button', { name: 'Plan a session' }).first().click();
  const form = hers.page.getByRole('dialog', { name: 'Plan a session' });
  await form.getByLabel('Day').fill('2027-03-03');
  await form.getByLabel('Time in Lisbon').fill('10:00');
  await form.getByText('Bo: 23:00 in Auckland').waitFor();
  await form.getByText('That is night for Bo.').waitFor();
  // The night in which Lisbon's clocks go forward.
  await form.getByLabel('Day').fill('2027-03-28');
  await form.getByLabel('Time in Lisbon').fill('01:30');
  await form.getByText('It will be 02:30.').waitFor();
  await hers.page.screenshot({ path: `${pictures}sessions-plan-skipped.png` });
  await form.getByRole('button', { name: 'Find a time' }).click();
  const best = form.getByRole('list', { name: 'The best hours for all of you' }).getByRole('button');
  await best.first().waitFor();
  expect(await best.count()).toBe(3);
  await best.first().click();
  expect(await form.getByLabel('Day').inputValue()).not.toBe('2027-03-28');
  await form.getByLabel('What it is about').fill('Chords');
  await hers.page.screenshot({ path: `${pictures}sessions-plan.png` });
  await form.getByRole('button', { name: 'Plan it' }).click();
  await hers.page.getByText(/^Chords is planned: .* Bo is asked\.$/).waitFor();
  await article(hers.page, 'Chords').getByText('Bo has not answered yet').waitFor();

  await noticed(bo, 1);
  const his = await enter(bo, 'inbox');
  await his.page.getByText(/Ana asks you to Chords/).waitFor();
  expect(await his.page.title()).toContain('(1) Inbox');
  await his.page.getByRole('button', { name: 'Mark all as read' }).click();
  await expect.poll(() => his.page.getByText('New', { exact: true }).count(), { timeout: 10_000 }).toBe(0);
  expect((await (await bo.api()).notifications.getInbox({})).unread).toBe(0);
  await his.page.getByRole('link', { name: 'See Chords' }).click();
  const card = article(his.page, 'Chords');
  await card.getByText('Ana asks you').waitFor();
  await card.getByText(/in Lisbon/).waitFor();
  await card.getByRole('button', { name: 'Say yes: Chords' }).click();
  await card.getByText('Settled').waitFor();

  await hers.page.reload();
  await article(hers.page, 'Chords').getByText('Settled').waitFor();
  await article(hers.page, 'Chords').getByRole('button', { name: 'Move: Chords' }).click();
  const move = hers.page.getByRole('dialog', { name: 'Move Chords' });
  await move.getByLabel('Day').fill('2027-03-05');
  await move.getByLabel('Time in Lisbon').fill('20:00');
  await move.getByText('Bo: Sat 09:00 in Auckland').waitFor();
  await hers.page.screenshot({ path: `${pictures}sessions-move.png` });
  await move.getByRole('button', { name: 'Move it' }).click();
  await hers.page.getByRole('heading', { name: 'Fri 5 Mar' }).waitFor();
  await his.page.reload();
  await his.page.getByRole('heading', { name: 'Sat 6 Mar' }).waitFor();

  await article(hers.page, 'Chords').getByRole('button', { name: 'Cancel: Chords' }).click();
  const sure = hers.page.getByRole('alertdialog', { name: 'Cancel Chords?' });
  await sure.getByText('EchoChat tells Bo.').waitFor();
  await hers.page.screenshot({ path: `${pictures}sessions-cancel.png` });
  await sure.getByRole('button', { name: 'Cancel it' }).click();
  await hers.page.getByText('Chords is cancelled.').waitFor();
  await hers.page.getByRole('heading', { name: 'Your week is open' }).waitFor();
  await expect.poll(() => hers.page.evaluate('document.activeElement.id'), { timeout: 10_000 }).toBe('own-title');
  // That it was moved he was not told yet; that it does not take place is all that is left to say.
  await noticed(bo, 2);
  await his.page.getByRole('link', { name: /Inbox/ }).click();
  await his.page.getByText(/Chords is cancelled/).waitFor();
  expect([hers.trouble, his.trouble]).toEqual([[], []]);
});

test('a full week: states, calendar, joining, muting, a clash, one of a series, and the way into the room', async () => {
  const { ana } = cast();
  await fullWeek();
  const { page, trouble } = await enter(ana, 'sessions');
  await article(page, 'Chord changes').getByText('Begins in 12 minutes').waitFor();
  await article(page, 'Only two seats').getByText('You wait for a seat').waitFor();
  await page.screenshot({ path: `${pictures}sessions-wide.png`, fullPage: true });
  // The calendar leads to a day.
  await page.getByRole('button', { name: 'Wednesday 3 March: 1 session, 1 asks you' }).click();
  expect(await page.evaluate('document.activeElement.id')).toBe('day-2027-03-03');
  await page.getByRole('button', { name: 'No reminders of Chord changes' }).click();
  await page.getByRole('button', { name: 'Remind me of Chord changes again' }).waitFor();

  // She has something else at that hour, and says so once more.
  await (await ana.api()).sessions.createSession({ title: 'Dentist', scheduledAt: inHours(53), isPublic: false });
  await page.getByRole('button', { name: /^Say yes: Python/ }).click();
  await page.getByText(/You have Dentist at that time/).waitFor();
  await page.screenshot({ path: `${pictures}sessions-clash.png` });
  await page.getByRole('button', { name: 'Say yes anyway' }).click();
  await article(page, 'Python').getByText('Settled').waitFor();

  await page.getByRole('tab', { name: 'Open to join' }).click();
  await page.getByRole('button', { name: 'Take a seat: Reading code aloud' }).click();
  await article(page, 'Reading code aloud').getByText('Settled').waitFor();
  await page.screenshot({ path: `${pictures}sessions-open.png`, fullPage: true });
  await page.getByRole('tab', { name: 'To come' }).click();
  await article(page, 'Reading code aloud')
    .getByRole('button', { name: /I can’t come/ })
    .click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Give it up' }).click();
  await expect.poll(() => article(page, 'Reading code aloud').count(), { timeout: 10_000 }).toBe(0);

  await article(page, 'Fingerstyle')
    .nth(1)
    .getByRole('button', { name: /^Cancel:/ })
    .click();
  const sure = page.getByRole('alertdialog');
  await sure.getByText('This one and all that follow').click();
  await sure.getByRole('button', { name: 'Cancel it' }).click();
  await expect.poll(() => article(page, 'Fingerstyle').count(), { timeout: 10_000 }).toBe(1);

  await page.getByRole('button', { name: 'Go in: Chord changes' }).click();
  await inRoom(page);
  // The clash is answered as 400, which the browser notes.
  expect(trouble.filter((text) => !text.includes('400'))).toEqual([]);
});

test('who wants says more of a session: the skill, the seats, what is good to know', async () => {
  const { ana } = cast();
  const { page, trouble } = await enter(ana, 'sessions', {
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
  });
  await page.getByRole('button', { name: 'Plan a session' }).first().click();
  const form = page.getByRole('dialog', { name: 'Plan a session' });
  expect(await form.getByLabel('Good to know').isVisible()).toBe(false);
  await form.getByText('More', { exact: true }).click();
  await form.getByLabel('Skill').selectOption('Guitar');
  expect(await form.getByLabel('Seats, yours included').getAttribute('placeholder')).toBe('2');
  await form.getByText('Open to everybody').click();
  expect(await form.getByLabel('Seats, yours included').getAttribute('placeholder')).toBe('10');
  await form.getByLabel('Skill').selectOption('Guitar');
  await form.getByLabel('Seats, yours included').fill('11');
  await form.getByLabel('Good to know').fill('Bring picks.');
  await form.getByRole('button', { name: 'Plan it' }).click();
  await form.getByText('Choose 2 to 10 seats.').waitFor();
  await form.getByLabel('Good to know').scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${pictures}sessions-plan-more.png` });
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  await form.getByLabel('Seats, yours included').fill('4');
  await form.getByRole('button', { name: 'Plan it' }).click();
  await article(page, 'Learning together').getByText('Bring picks.').waitFor();
  expect(await core().services.database.prisma.scheduledSession.findMany()).toMatchObject([
    { maxParticipants: 4, description: 'Bring picks.', categoryId: await core().skillId('Guitar'), isPublic: true },
  ]);
  expect(trouble).toEqual([]);
});

test('what is over says who was there', async () => {
  const { ana, bo } = cast();
  const { prisma } = core().services.database;
  for (const [title, status, hours] of [
    ['Scales', 'attended', -30],
    ['Rhythm', 'no_show', -80],
  ] as const)
    await prisma.scheduledSession.create({
      data: {
        title,
        hostId: bo.userId,
        status: 'completed',
        scheduledAt: inHours(hours),
        duration: 60,
        timezone: 'UTC',
        maxParticipants: 2,
        participants: {
          create: [
            { userId: ana.userId, status },
            { userId: bo.userId, status: 'attended' },
          ],
        },
      },
    });
  const { page, trouble } = await enter(ana, 'sessions');
  await page.getByRole('tab', { name: 'Past' }).click();
  await article(page, 'Scales').getByText('You were there').waitFor();
  await article(page, 'Rhythm').getByText('You missed it').waitFor();
  await page.screenshot({ path: `${pictures}sessions-past.png` });
  // Who is away from home may have the hours of where they are.
  const away = await enter(ana, 'sessions', { timezoneId: 'Asia/Tokyo' });
  await away.page.getByRole('tab', { name: 'Past' }).click();
  await article(away.page, 'Scales').getByText('03:00').waitFor();
  await away.page.getByRole('button', { name: 'Show Tokyo hours' }).click();
  await article(away.page, 'Scales').getByText('12:00').waitFor();
  expect(trouble).toEqual([]);
});
