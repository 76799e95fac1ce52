import type { Browser, Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import type { Person } from '../core.ts';
import { partnershipRow } from '../rows.ts';
import { inRoom, openWalks, pictures, type Window } from './room-walk.ts';

const walks = openWalks();
const core = () => walks.house.core;
const phone = { viewport: { width: 390, height: 844 } };

let ana: Person;
let bo: Person;
let cy: Person;
let pair: number;
beforeEach(async () => {
  const { prisma } = core().services.database;
  await prisma.scheduledSession.deleteMany();
  await prisma.sessionSeries.deleteMany();
  await prisma.user.deleteMany();
  ana = await core().learner('Ana', { teaches: { Guitar: 7 }, timezone: 'Europe/Lisbon' });
  bo = await core().learner('Bo', { learns: { Guitar: 2 }, timezone: 'Pacific/Auckland' });
  cy = await core().learner('Cy', { teaches: { Python: 8 }, timezone: 'America/New_York' });
  pair = (await partnershipRow(core(), ana.userId, bo.userId)).id;
});

/** The page's clock is the house's, which stands still. */
const sameTime = (page: Page) => page.clock.setFixedTime(core().clock.now().epochMilliseconds);

/** Somebody follows the link that their chat gave them. */
async function enter(
  who: Person,
  to: 'sessions' | 'inbox',
  look: Parameters<Browser['newContext']>[0] = {},
): Promise<Window> {
  const { path } = await (await who.api()).auth.openPages({ to });
  const zone = (await who.actor()).timezone ?? 'UTC';
  const window = await walks.open(path, { timezoneId: zone, ...look }, sameTime);
  await window.page.waitForURL(`**/${to}`);
  return window;
}

const inHours = (hours: number) => new Date(core().clock.now().epochMilliseconds + hours * 3_600_000);
const article = (page: Page, name: string) => page.getByRole('article', { name: new RegExp(name) });
const noticed = (who: Person, count: number) =>
  expect
    .poll(() => core().services.database.prisma.notification.count({ where: { userId: who.userId } }), {
      timeout: 10_000,
    })
    .toBe(count);

test.each([
  ['/sessions', 'Your sessions and your inbox'],
  ['/inbox', 'Your sessions and your inbox'],
  ['/enter', 'This link has been used'],
  ['/enter#not-a-door-of-this-house', 'This link has been used'],
])('who comes to %s without a door sees how one comes in', async (path, heading) => {
  const { page } = await walks.open(path);
  await page.getByRole('heading', { name: heading }).waitFor();
  await page.getByText('/session mine').waitFor();
  await page.getByRole('link', { name: 'Try it in the playground' }).waitFor();
  if (path === '/sessions') await page.screenshot({ path: `${pictures}own-how.png` });
});

test('two people plan, see both zones, agree, move and cancel; the inbox tells, and marks read', async () => {
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
  await expect.poll(() => his.page.getByText('New', { exact: true }).count()).toBe(0);
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
  await noticed(bo, 3);
  await his.page.getByRole('link', { name: /Inbox/ }).click();
  await his.page.getByText(/Chords is cancelled/).waitFor();
  await his.page.getByText('Ana moved Chords', { exact: false }).waitFor();
  expect([hers.trouble, his.trouble]).toEqual([[], []]);
});

/** A full week of Ana's: settled, asked, waiting, soon, with strangers, again and again. */
async function fullWeek(): Promise<void> {
  const [hers, his, theirs] = await Promise.all([ana.api(), bo.api(), cy.api()]);
  const soon = await hers.sessions.createSession({
    title: 'Chord changes',
    partnershipId: pair,
    scheduledAt: inHours(0.2),
    categoryId: await core().skillId('Guitar'),
  });
  await his.sessions.respondToSessionInvite({ sessionId: soon.id, response: 'accept' });
  await hers.sessions.createSession({
    title: 'Fingerstyle on Tuesdays',
    partnershipId: pair,
    scheduledAt: inHours(33),
    repeat: { every: 'week', count: 4 },
  });
  await theirs.sessions.createSession({
    title: 'Python, the first steps, for everybody who always wanted to',
    description: 'Bring a laptop and a question. We begin with what a program is.',
    scheduledAt: inHours(53),
    duration: 90,
    invite: [ana.userId],
    categoryId: await core().skillId('Python'),
  });
  await theirs.sessions.createSession({ title: 'Reading code aloud', scheduledAt: inHours(80), maxParticipants: 6 });
  const full = await theirs.sessions.createSession({
    title: 'Only two seats',
    scheduledAt: inHours(101),
    maxParticipants: 2,
    duration: 30,
  });
  await his.sessions.respondToSessionInvite({ sessionId: full.id, response: 'accept' });
  await hers.sessions.respondToSessionInvite({ sessionId: full.id, response: 'accept' });
}

test('a full week: states, calendar, joining, muting, a clash, one of a series, and the way into the room', async () => {
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
  await expect.poll(() => article(page, 'Reading code aloud').count()).toBe(0);

  await article(page, 'Fingerstyle')
    .nth(1)
    .getByRole('button', { name: /^Cancel:/ })
    .click();
  const sure = page.getByRole('alertdialog');
  await sure.getByText('This one and all that follow').click();
  await sure.getByRole('button', { name: 'Cancel it' }).click();
  await expect.poll(() => article(page, 'Fingerstyle').count()).toBe(1);

  await page.getByRole('button', { name: 'Go in: Chord changes' }).click();
  await inRoom(page);
  // The clash is answered as 400, which the browser notes.
  expect(trouble.filter((text) => !text.includes('400'))).toEqual([]);
});

test('another link in the same window leads in, and a reload stays in', async () => {
  const { page } = await walks.open('/enter#not-a-door-of-this-house', {}, sameTime);
  await page.getByRole('heading', { name: 'This link has been used' }).waitFor();
  const { path } = await (await ana.api()).auth.openPages();
  await page.goto(walks.house.address + path);
  await page.getByRole('heading', { name: 'Your week is open' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Your week is open' }).waitFor();
  expect(new URL(page.url()).hash).toBe('');
});

test.each([
  ['sessions', 170_000],
  ['inbox', 135_000],
] as const)('/%s asks for less than %i bytes of script, compressed, its dialogs included', async (to, most) => {
  const scripts: Promise<number>[] = [];
  const { path } = await (await ana.api()).auth.openPages({ to });
  const { page } = await walks.open(path, {}, async (opened) => {
    await sameTime(opened);
    opened.on('requestfinished', (request) => {
      if (request.resourceType() === 'script') scripts.push(request.sizes().then((sizes) => sizes.responseBodySize));
    });
  });
  await page.getByRole('heading', { name: to === 'inbox' ? 'All quiet' : 'Your week is open' }).waitFor();
  console.log(
    'BYTES',
    (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0),
  );
});

test('what is over says who was there', async () => {
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

test('how one is told is saved by itself and taken back; news are shown by kind and paged', async () => {
  const { prisma } = core().services.database;
  const kinds = ['match.interest', 'match.accepted', 'skill.endorsed', 'match.closed', 'feedback.given'];
  for (let at = 0; at < 24; at += 1)
    await prisma.notification.create({
      data: {
        userId: ana.userId,
        kind: kinds[at % kinds.length] ?? '',
        payload: { personId: bo.userId, partnershipId: pair, categoryId: await core().skillId('Guitar') },
        eventKey: `told:${at}`,
        createdAt: inHours(at - 30),
      },
    });
  await fullWeek();
  await noticed(ana, 24 + 2);
  const { page, trouble } = await enter(ana, 'inbox');
  const told = page.getByRole('region', { name: 'How you are told' });
  await told.getByRole('switch', { name: 'Direct messages' }).click();
  await told.getByText('Saved').waitFor();
  await told.getByRole('switch', { name: 'Rooms' }).click();
  await told.getByRole('switch', { name: 'Quiet hours' }).click();
  await told.getByText('1 week').click();
  const preferences = async () => (await ana.api()).notifications.getPreferences();
  await expect.poll(preferences).toEqual({
    directMessages: 'on',
    quietFrom: '22:00',
    quietTo: '07:00',
    remindBefore: [10_080, 1_440, 60, 10],
    inboxOnly: ['rooms'],
  });
  await page.screenshot({ path: `${pictures}inbox-wide.png`, fullPage: true });
  await told.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await preferences()).quietFrom).toBeNull();

  await page.getByRole('link', { name: 'Plan a session' }).first().click();
  await page
    .getByRole('dialog', { name: 'Plan a session' })
    .getByRole('radio', { name: 'Bo', exact: true })
    .waitFor({ state: 'attached' });
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: /Inbox/ }).click();
  await page.getByText('1–20 of 26').waitFor();
  await page.getByRole('button', { name: 'Older' }).click();
  await page.getByText('21–26 of 26').waitFor();
  await page.getByRole('radio', { name: 'Sessions' }).check({ force: true });
  await expect.poll(() => page.getByRole('listitem').filter({ hasText: 'Guitar' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Mark these as read' }).click();
  await expect.poll(async () => (await (await ana.api()).notifications.getInbox({})).unread).toBe(24);
  expect(trouble).toEqual([]);
});

test('on a phone, in the dark and in Spanish, nothing is wider than the screen and all is said', async () => {
  await fullWeek();
  await noticed(ana, 2);
  for (const [page, look] of [
    ['sessions', { ...phone, colorScheme: 'dark' as const, locale: 'es-ES' }],
    ['inbox', { ...phone, colorScheme: 'dark' as const, locale: 'es-ES' }],
    ['sessions', { ...phone, locale: 'en-US' }],
    ['inbox', { ...phone, locale: 'en-US' }],
    ['sessions', { colorScheme: 'dark' as const, locale: 'es-ES' }],
    ['inbox', { colorScheme: 'dark' as const, locale: 'es-ES' }],
  ] as const) {
    const window = await enter(ana, page, look);
    await window.page
      .getByRole(page === 'inbox' ? 'switch' : 'article')
      .first()
      .waitFor();
    await window.page.getByRole('listitem').first().waitFor();
    const width = 'viewport' in look ? look.viewport.width : 1280;
    expect(await window.page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    const name = `${page}-${width}-${look.locale}`;
    await window.page.screenshot({ path: `${pictures}${name}.png`, fullPage: true });
    if (page === 'sessions' && width < 500) {
      await window.page.getByRole('button', { name: /^Plan/ }).first().click();
      await window.page.getByRole('dialog').waitFor();
      await window.page.waitForTimeout(400);
      expect(await window.page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await window.page.screenshot({ path: `${pictures}plan-${width}-${look.locale}.png` });
    }
    expect(window.trouble).toEqual([]);
    await window.page.context().close();
  }
});
