import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { openBrowser, troubleOf } from './browser.ts';
import { type Served, serve } from './served.ts';

/** Pictures of each layout, for a person to look at. */
export const pictures = fileURLToPath(new URL('../../.pictures/', import.meta.url));

const wide = { width: 1280, height: 800 };
type Look = Parameters<Browser['newContext']>[0];
export interface Window {
  page: Page;
  trouble: string[];
}

/** A house and a browser for the walks of one file, and the ways of people into rooms. */
export function openWalks() {
  vi.setConfig({ testTimeout: 90_000 });
  let house: Served;
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    house = await serve();
    browser = await openBrowser();
  }, 90_000);
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  async function open(
    path: string,
    options: Look = {},
    prepare: (page: Page) => Promise<void> = async () => {},
  ): Promise<Window> {
    const context = await browser.newContext({ locale: 'en-GB', viewport: wide, ...options });
    const page = await context.newPage();
    const trouble = troubleOf(page);
    await prepare(page);
    await page.goto(house.address + path);
    return { page, trouble };
  }

  /** Somebody comes into a room by the link that the chat gives them. */
  async function enter(name: string, roomId: number, options: Look = {}, handle = name.toLowerCase()): Promise<Window> {
    const api = await (await house.core.newcomer(name, handle)).api();
    const { path } = await api.rooms.openDoor({ roomId });
    const window = await open(path, options);
    await inRoom(window.page);
    return window;
  }

  return {
    open,
    enter,
    get house(): Served {
      return house;
    },
  };
}

export const inRoom = (page: Page) => page.locator('canvas.interactive').waitFor();

// Each point is read as one number: taken apart, the million of a wide window keep its page busy for a second at each look.
const pointsOf = (canvas: 'static' | 'interactive') => `
  const canvas = document.querySelector('canvas.${canvas}');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const points = new Uint32Array(data.buffer);
  const paper = points[0];`;

/** How many points of a board's canvas are drawn on: those that are not its paper. */
export const inkOn = (page: Page, canvas: 'static' | 'interactive') =>
  page.evaluate<number>(`(() => {
    ${pointsOf(canvas)}
    let count = 0;
    for (const point of points) if (point !== paper) count += 1;
    return count;
  })()`);

/** How tall what is drawn is, in points of the canvas. */
export const inkHeight = (page: Page) =>
  page.evaluate<number>(`(() => {
    ${pointsOf('static')}
    const first = points.findIndex((point) => point !== paper);
    const last = points.findLastIndex((point) => point !== paper);
    return first === -1 ? 0 : Math.floor(last / canvas.width) - Math.floor(first / canvas.width);
  })()`);

/** Draws by hand; where a board is drawn anew for long at each step, in fewer of them. */
export async function drawStroke(page: Page, y: number, steps = 20): Promise<void> {
  await page.locator('label:has([data-testid=toolbar-freedraw])').click();
  await page.mouse.move(420, y);
  await page.mouse.down();
  for (let step = 1; step <= steps; step += 1) await page.mouse.move(420 + (step * 240) / steps, y + (step % 5) * 8);
  await page.mouse.up();
}
