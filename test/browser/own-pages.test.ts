import { expect, test } from 'vitest';
import { article, openOwnWalks } from './own-walk.ts';
import { inRoom, pictures } from './room-walk.ts';

const { walks, core, cast, sameTime, inHours, enter, noticed, fullWeek } = openOwnWalks();
const phone = { viewport: { width: 390, height: 844 } };

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

test('another link in the same window leads in, and a reload stays in', async () => {
  const { ana } = cast();
  const { page } = await walks.open('/enter#not-a-door-of-this-house', {}, sameTime);
  await page.getByRole('heading', { name: 'This link has been used' }).waitFor();
  const { path } = await (await ana.api()).auth.openPages();
  await page.goto(walks.house.address + path);
  await page.getByRole('heading', { name: 'Your week is open' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Your week is open' }).waitFor();
  expect(new URL(page.url()).hash).toBe('');
});

test('a copy of the window stays in too, and both go on after either was renewed', async () => {
  const { ana } = cast();
  const { page } = await enter(ana, 'sessions');
  const week = (one: typeof page) => one.getByRole('heading', { name: 'Your week is open' }).waitFor();
  await week(page);
  // A window that a page opens begins with a copy of all that the page keeps.
  const [copy] = await Promise.all([page.waitForEvent('popup'), page.evaluate('void open(location.href)')]);
  await week(copy);
  for (const one of [page, copy, page, copy]) {
    // By then no used token is taken for a lost answer.
    core().clock.advance({ minutes: 1 });
    await one.reload();
    await week(one);
  }
});

test.each([
  ['sessions', 170_000],
  ['inbox', 135_000],
] as const)('/%s asks for less than %i bytes of script, compressed, its dialogs included', async (to, most) => {
  const { ana } = cast();
  const scripts: Promise<number>[] = [];
  const { path } = await (await ana.api()).auth.openPages({ to });
  const { page } = await walks.open(path, {}, async (opened) => {
    await sameTime(opened);
    // A stream keeps the network from being idle.
    await opened.route('**/trpc/notifications.watchInbox', (route) => route.abort());
    opened.on('requestfinished', (request) => {
      if (request.resourceType() === 'script') scripts.push(request.sizes().then((sizes) => sizes.responseBodySize));
    });
  });
  await page.getByRole('heading', { name: to === 'inbox' ? 'All quiet' : 'Your week is open' }).waitFor();
  await page.waitForLoadState('networkidle');
  expect((await Promise.all(scripts)).reduce((sum, size) => sum + size, 0)).toBeLessThan(most);
});

test('how one is told is saved by itself and taken back; news are shown by kind and paged', async () => {
  const { ana, bo, pair } = cast();
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
  await expect.poll(preferences, { timeout: 10_000 }).toEqual({
    directMessages: 'on',
    quietFrom: '22:00',
    quietTo: '07:00',
    remindBefore: [10_080, 1_440, 60, 10],
    inboxOnly: ['rooms'],
    openToInvitations: false,
    sharesHours: false,
  });
  await page.screenshot({ path: `${pictures}inbox-wide.png`, fullPage: true });
  await told.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await preferences()).quietFrom, { timeout: 10_000 }).toBeNull();

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
  await expect
    .poll(() => page.getByRole('listitem').filter({ hasText: 'Guitar' }).count(), { timeout: 10_000 })
    .toBe(0);
  await page.getByRole('button', { name: 'Mark these as read' }).click();
  await expect
    .poll(async () => (await (await ana.api()).notifications.getInbox({})).unread, { timeout: 10_000 })
    // The one that led to planning is read as well.
    .toBe(23);
  expect(trouble).toEqual([]);
});

test('what reaches somebody shows by itself, is said and counted, also after the server came back', async () => {
  const { ana, bo, pair } = cast();
  const { page, trouble } = await enter(ana, 'inbox');
  await page.getByRole('heading', { name: 'All quiet' }).waitFor();
  const calls: string[] = [];
  page.on('request', (request) => calls.push(new URL(request.url()).pathname));
  const ask = async (title: string, hours: number) =>
    (await bo.api()).sessions.createSession({ title, partnershipId: pair, scheduledAt: inHours(hours) });
  await ask('Chords', 30);
  await noticed(ana, 1);
  await page.getByRole('listitem').filter({ hasText: 'Bo asks you to Chords' }).waitFor({ timeout: 2_000 });
  await page.getByRole('status').filter({ hasText: 'New: Bo asks you to Chords' }).waitFor({ state: 'attached' });
  await page.getByRole('link', { name: 'Inbox 1 unread' }).waitFor();
  expect(await page.title()).toContain('(1) Inbox');
  // The count came with the news: only the list was asked for.
  expect(calls).toEqual(['/trpc/notifications.getInbox']);
  await page.screenshot({ path: `${pictures}inbox-news.png` });

  await page.getByRole('link', { name: 'Sessions', exact: true }).click();
  await article(page, 'Chords').waitFor();
  await walks.house.restart();
  await ask('Scales', 40);
  await noticed(ana, 2);
  await article(page, 'Scales').waitFor({ timeout: 10_000 });
  expect(await page.title()).toContain('(2) Sessions');
  // While the server was away the browser noted that.
  expect(trouble.filter((text) => !text.includes('ERR_'))).toEqual([]);
});

test('one notice is put away at once, and comes back where that failed; following it reads it too', async () => {
  const { ana, bo, pair } = cast();
  for (const [kind, payload] of [
    ['match.accepted', { personId: bo.userId, partnershipId: pair }],
    ['match.interest', { personId: bo.userId }],
    ['feedback.given', { personId: bo.userId }],
  ] as const)
    await core().services.database.prisma.notification.create({
      data: { userId: ana.userId, kind, payload, eventKey: kind, createdAt: inHours(-1) },
    });
  const { page, trouble } = await enter(ana, 'inbox');
  const unread = async () => (await (await ana.api()).notifications.getInbox({})).unread;
  const fresh = () => page.getByText('New', { exact: true }).count();
  const away = (line: string) => page.getByRole('button', { name: `Mark as read: ${line}` });
  await away('Bo told you how learning together is.').waitFor();
  await page.screenshot({ path: `${pictures}inbox-read-one.png` });

  await page.route('**/trpc/notifications.markRead*', (route) => route.abort());
  await away('Bo told you how learning together is.').click();
  await page.getByText('That did not go through. Try again.').waitFor();
  await expect.poll(fresh).toBe(3);
  expect(await page.title()).toContain('(3) Inbox');
  await page.unroute('**/trpc/notifications.markRead*');
  await away('Bo told you how learning together is.').click();
  await expect.poll(fresh).toBe(2);
  expect(await page.title()).toContain('(2) Inbox');
  // The button is gone; the focus is on its row.
  expect(await page.evaluate('document.activeElement.tagName')).toBe('LI');
  await expect.poll(unread).toBe(2);

  await page.getByRole('link', { name: 'Plan a session' }).click();
  await expect.poll(unread).toBe(1);
  // The call that was made to fail is noted by the browser.
  expect(trouble.filter((text) => !text.includes('ERR_FAILED'))).toEqual([]);
});

test('who came in to their pages goes on to the rooms as the same person, into one and back', async () => {
  const { ana, bo, cy } = cast();
  await (await cy.api()).rooms.createRoom({ title: 'Chords for all', isPublic: true });
  const { page, trouble } = await enter(ana, 'inbox');
  await page.getByRole('link', { name: 'Rooms' }).click();
  await page.getByRole('heading', { name: 'Chords for all' }).waitFor();
  expect(await page.title()).toContain('Rooms');
  await page.screenshot({ path: `${pictures}own-rooms.png` });
  await page.getByLabel('What will it be about?').fill('Fingerstyle');
  await page.getByRole('button', { name: 'Open a room' }).click();
  await inRoom(page);
  expect((await (await ana.api()).rooms.getMyRooms()).map(({ title }) => title)).toEqual(['Fingerstyle']);
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('heading', { name: 'Fingerstyle' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Fingerstyle' }).waitFor();
  // News are counted there too.
  await (await bo.api()).sessions.createSession({ title: 'Chords', scheduledAt: inHours(30), invite: [ana.userId] });
  await page.getByRole('link', { name: 'Inbox 1 unread' }).waitFor();
  const small = await enter(ana, 'inbox', { ...phone, colorScheme: 'dark', locale: 'es-ES' });
  await small.page.getByRole('link', { name: 'Salas' }).click();
  await small.page.getByRole('heading', { name: 'Fingerstyle' }).waitFor();
  expect(await small.page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  await small.page.screenshot({ path: `${pictures}own-rooms-390.png`, fullPage: true });
  expect([trouble, small.trouble]).toEqual([[], []]);
});

test('an invitation into a room is declined where it is read, and in the list of rooms', async () => {
  const { ana, bo } = cast();
  const { rooms } = await bo.api();
  for (const title of ['Scales', 'Modes']) {
    const { id } = await rooms.createRoom({ title, isPublic: false });
    await rooms.inviteToRoom({ roomId: id, userId: ana.userId });
  }
  await noticed(ana, 2);
  const { page, trouble } = await enter(ana, 'inbox');
  await page.getByRole('button', { name: 'No, I will not go into Scales' }).click();
  await page.getByText('You said no. Who asked you hears it once.').waitFor();
  await page.screenshot({ path: `${pictures}inbox-declined.png` });
  await page.getByRole('link', { name: 'Rooms' }).click();
  await page.getByRole('heading', { name: 'Modes' }).waitFor();
  expect(await page.getByRole('heading', { name: 'Scales' }).count()).toBe(0);
  await page.screenshot({ path: `${pictures}rooms-invited.png` });
  await page.getByRole('button', { name: 'No, I will not go into Modes' }).click();
  await page.getByRole('heading', { name: 'Modes' }).waitFor({ state: 'detached' });
  await noticed(bo, 2);
  const { items } = await (await bo.api()).notifications.getInbox({});
  expect(items.map(({ kind, room }) => [kind, room?.title])).toEqual([
    ['room.declined', 'Modes'],
    ['room.declined', 'Scales'],
  ]);
  expect(trouble).toEqual([]);
});

test('on a phone, in the dark and in Spanish, nothing is wider than the screen and all is said', async () => {
  const { ana } = cast();
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
