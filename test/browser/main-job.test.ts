import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openBrowser, troubleOf } from './browser.ts';
import { type Served, serve } from './served.ts';

// Pages are drawn by the processor here, and machines are slow at times.
vi.setConfig({ testTimeout: 90_000 });

let house: Served;
let browser: Browser;

beforeAll(async () => {
  house = await serve();
  browser = await openBrowser();
}, 90_000);
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

interface Window {
  page: Page;
  trouble: string[];
}

/** Somebody new in a window of their own, who has answered the three questions. */
async function newcomer(name: string, answers: { teach: string; learn: string; timezone: string }): Promise<Window> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: answers.timezone });
  const page = await context.newPage();
  const trouble = troubleOf(page);
  await page.goto(`${house.address}/playground`);
  await page.getByLabel('Your first name').fill(name);
  await page.getByRole('button', { name: 'Come in' }).click();
  const form = page.getByRole('dialog', { name: 'Welcome to EchoChat' });
  await form.getByLabel('One thing you can teach').fill(answers.teach);
  await form.getByLabel('One thing you want to learn').fill(answers.learn);
  expect(await form.getByLabel('Time zone').inputValue()).toBe(answers.timezone);
  await form.getByRole('button', { name: 'Find my first partner' }).click();
  await form.waitFor({ state: 'detached' });
  return { page, trouble };
}

test('two strangers say what they teach and want, meet, say yes, and are partners', async () => {
  const mei = await newcomer('Mei', { teach: 'Guitar', learn: 'Sourdough', timezone: 'Asia/Tokyo' });
  await mei.page.getByText('Welcome, Mei').waitFor();

  const tom = await newcomer('Tom', { teach: 'Sourdough', learn: 'Guitar', timezone: 'Europe/Lisbon' });
  await tom.page.getByRole('heading', { name: /^You and Mei · \d+ %$/ }).waitFor();
  await tom.page.getByText('Mei can teach you Guitar; you can teach Mei Sourdough.').waitFor();
  await tom.page.getByRole('button', { name: 'Learn with Mei' }).click();
  await tom.page.getByRole('heading', { name: 'You said yes to Mei' }).waitFor();

  // It reaches the other window by itself, with the button to answer.
  await mei.page.getByRole('heading', { name: 'Tom wants to learn with you' }).waitFor();
  await mei.page.getByRole('button', { name: 'Learn with Tom' }).last().click();
  await mei.page.getByRole('heading', { name: 'You and Tom are partners' }).first().waitFor();
  await tom.page.getByRole('heading', { name: 'You and Mei are partners' }).waitFor();

  expect([...mei.trouble, ...tom.trouble]).toEqual([]);
});

test('a line is typed with suggestions, by keyboard alone, and a wrong one is answered kindly', async () => {
  const { page, trouble } = await newcomer('Ada', { teach: 'Chess', learn: 'Yoga', timezone: 'Europe/Madrid' });
  const composer = page.getByRole('combobox').last();
  await composer.fill('/skills br');
  await page.getByRole('option', { name: /skills browse/ }).waitFor();
  await composer.press('Tab');
  await composer.press('Enter');
  await page.getByRole('heading', { name: 'What people teach here' }).waitFor();

  await composer.fill('/discover skill skill:Gutar');
  await composer.press('Escape');
  await composer.press('Enter');
  await page.getByText('Did you mean one of these?').waitFor();
  await page
    .getByRole('button', { name: /Guitar/ })
    .first()
    .click();
  await page.getByRole('heading', { name: 'Who teaches Guitar' }).waitFor();
  expect(trouble).toEqual([]);
});

test('the pages work on a phone: nothing is wider than the screen, in light and dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ viewport: { width: 360, height: 720 }, colorScheme, locale: 'es-ES' });
    const page = await context.newPage();
    const trouble = troubleOf(page);
    for (const path of ['/', '/playground', '/playground?as=lia', '/nowhere']) {
      await page.goto(house.address + path);
      await page.getByRole('heading').first().waitFor();
      expect(await page.evaluate<number>('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(360);
    }
    // The page that is not there is answered as 404, which the browser notes.
    expect(trouble.filter((text) => !text.includes('404'))).toEqual([]);
    await context.close();
  }
});

test('the first page asks for less than 100 kB of script, compressed', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const scripts: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.sizes().then((sizes) => sizes.responseBodySize));
  });
  await page.goto(house.address);
  await page.getByRole('heading').first().waitFor();
  await page.waitForLoadState('networkidle');
  const sizes = await Promise.all(scripts);
  expect(sizes.length).toBeGreaterThan(1);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000);
  const script = await page.request.get(`${house.address}/assets/nothing.js`);
  expect(script.status()).toBe(404);
});
