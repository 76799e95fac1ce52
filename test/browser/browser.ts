import chromium from '@sparticuz/chromium';
import { type Browser, chromium as driver, type Page } from 'playwright-core';

/** A real Chromium, from its npm package; nothing is fetched and nothing else need be installed. */
export async function openBrowser(): Promise<Browser> {
  // Without a graphics card the software one for WebGL only takes time.
  chromium.setGraphicsMode = false;
  return driver.launch({
    executablePath: await chromium.executablePath(),
    // In a single process all windows would have one time zone, and closing one may hang the others.
    args: [
      ...chromium.args.filter((arg) => arg !== '--single-process'),
      '--disable-background-networking',
      // A microphone that beeps and a camera with a picture, allowed to every page: this shell has nobody to ask.
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
    ],
    headless: true,
  });
}

/** What went wrong in a page: errors of its scripts, refusals by its content security policy. */
export function troubleOf(page: Page): string[] {
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(message.text());
  });
  return trouble;
}
