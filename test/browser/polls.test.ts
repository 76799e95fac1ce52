import { expect, test } from 'vitest';
import { partnershipRow } from '../rows.ts';
import { article, openOwnWalks } from './own-walk.ts';
import { pictures } from './room-walk.ts';

const { core, cast, inHours, enter, noticed } = openOwnWalks();

test('with two partners everybody is asked from the plan, and answers from their inbox', async () => {
  const { ana, bo, cy } = cast();
  await partnershipRow(core(), ana.userId, cy.userId);
  const hers = await enter(ana, 'sessions');
  await hers.page.getByRole('button', { name: 'Plan a session' }).first().click();
  const form = hers.page.getByRole('dialog', { name: 'Plan a session' });
  await form.getByRole('radiogroup').getByText('Bo', { exact: true }).click();
  await form
    .getByRole('group', { name: /And who else/ })
    .getByText('Cy')
    .click();
  await form.getByLabel('What it is about').fill('Duets for three');
  await form.getByRole('button', { name: 'Find a time' }).click();
  const ask = form.getByRole('button', { name: 'Ask everybody which suits' });
  await ask.waitFor();
  await ask.scrollIntoViewIfNeeded();
  await hers.page.screenshot({ path: `${pictures}polls-plan.png` });
  await ask.click();
  await hers.page.getByText('Bo, Cy are asked which hours suit: Duets for three.').waitFor();
  await article(hers.page, 'Duets for three').waitFor();

  await noticed(bo, 1);
  const his = await enter(bo, 'inbox');
  await his.page.getByText('Ana asks which hours suit you for “Duets for three”').waitFor();
  await his.page.getByRole('link', { name: 'Say when you can: Duets for three' }).click();
  const card = article(his.page, 'Duets for three');
  await card.getByRole('checkbox').first().check();
  await card.getByRole('button', { name: 'I can then' }).click();
  await his.page.getByText('Noted for Duets for three.', { exact: false }).waitFor();
  expect([hers.trouble, his.trouble]).toEqual([[], []]);
});

test('three people agree on an hour: ticked in their own time, settled with the last answer', async () => {
  const { ana, bo, cy } = cast();
  const { openPoll } = (await ana.api()).sessions;
  const hours = [inHours(35), inHours(59), inHours(83)];
  const poll = await openPoll({ title: 'Trio', userIds: [bo.userId, cy.userId], hours });
  const his = await enter(bo, 'sessions', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
  const card = article(his.page, 'Trio');
  await card.getByText('Ana asks which hours suit you').waitFor();
  await card.getByText('Still to answer: Bo, Cy.').waitFor();
  await card.getByRole('button', { name: 'None suits me' }).waitFor();
  const ticks = card.getByRole('checkbox');
  expect(await ticks.count()).toBe(3);
  await ticks.nth(1).check();
  await ticks.nth(2).check();
  await his.page.screenshot({ path: `${pictures}polls-phone-dark.png`, fullPage: true });
  await card.getByRole('button', { name: 'I can then' }).click();
  await his.page.getByText('Noted for Trio.', { exact: false }).waitFor();
  await card.getByText('2 of 3 can').first().waitFor();

  const hers = await enter(ana, 'sessions');
  await article(hers.page, 'Trio').getByText('You ask which hour suits everybody').waitFor();
  await hers.page.screenshot({ path: `${pictures}polls-wide.png`, fullPage: true });
  await (await cy.api()).sessions.answerPoll({ pollId: poll.id, hourIds: poll.hours.slice(2).map(({ id }) => id) });
  await hers.page.reload();
  await article(hers.page, 'Trio').getByText('Settled').waitFor();
  expect(await hers.page.getByText('Hours to agree on').count()).toBe(0);
  expect([hers.trouble, his.trouble]).toEqual([[], []]);
});

test('by keyboard each hour is named, the focus is not lost, and what was said at a chat is ticked', async () => {
  const { ana, bo, cy } = cast();
  const { openPoll, answerPoll } = (await ana.api()).sessions;
  const given = { userIds: [bo.userId, cy.userId], hours: [inHours(35), inHours(59)] };
  const poll = await openPoll({ title: 'Keys', ...given });
  await openPoll({ title: 'Strings', ...given });
  const { page, trouble } = await enter(ana, 'sessions');
  await page.goto(new URL(`/sessions?poll=${poll.id}`, page.url()).href);
  const [keys, strings] = [article(page, 'Keys'), article(page, 'Strings')];
  const takes = keys.getByRole('button', { name: 'Take this hour' });
  await takes.nth(1).waitFor();
  await page.locator(`#poll-${poll.id}:focus`).waitFor();
  const names = await takes.evaluateAll((buttons) => buttons.map((each) => each.getAttribute('aria-label') ?? ''));
  expect(new Set(names).size).toBe(2);
  expect(names.every((name) => /^Take this hour: .*\d/.test(name))).toBe(true);

  await answerPoll({ pollId: poll.id, hourIds: poll.hours.slice(0, 1).map(({ id }) => id) });
  await strings.getByRole('button', { name: 'Ask no more' }).press('Enter');
  await strings.waitFor({ state: 'detached' });
  await keys.getByText('0 of 3 can').waitFor();
  expect(await keys.getByRole('checkbox').nth(1).isChecked()).toBe(false);
  expect(await keys.getByRole('button', { name: 'I can then' }).count()).toBe(0);
  await page.locator('#own-title:focus').waitFor();
  expect(trouble).toEqual([]);
});

test('the host takes an hour, is told of a clash, or asks no more', async () => {
  const { ana, bo, cy } = cast();
  const { openPoll, createSession } = (await ana.api()).sessions;
  const ask = (title: string) =>
    openPoll({ title, userIds: [bo.userId, cy.userId], hours: [inHours(35), inHours(59)] });
  await ask('Duet');
  await ask('Trio');
  const { page } = await enter(ana, 'sessions');
  await article(page, 'Duet').getByRole('button', { name: 'Ask no more' }).click();
  await page.getByText('No hour came of Duet.').waitFor();
  await createSession({ title: 'Dentist', scheduledAt: inHours(35), isPublic: false });
  await article(page, 'Trio').getByRole('button', { name: 'Take this hour' }).first().click();
  await page.getByText(/You have Dentist at that time/).waitFor();
  await page.getByRole('button', { name: 'Plan it anyway' }).click();
  await page.getByText('Trio has its hour.').waitFor();
  await article(page, 'Trio').getByText('Not everybody has answered yet').waitFor();
});
