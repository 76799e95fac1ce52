import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { drawStroke, inkOn, inRoom, openWalks, pictures } from './room-walk.ts';

const walks = openWalks();
const { open, enter } = walks;

/** How much of a board is the red of `redSquare`. */
const redOn = (page: Page) =>
  page.evaluate<number>(`(() => {
    const canvas = document.querySelector('canvas.static');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at] > 240 && data[at + 1] < 20 && data[at + 2] < 20) count += 1;
    return count;
  })()`);

/** A red picture of 200 by 200 points, dropped onto the board as from another window. */
const dropRedSquare = (page: Page) =>
  page.evaluate(`(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 200, height: 200 });
    const context = canvas.getContext('2d');
    context.fillStyle = '#ff0000';
    context.fillRect(0, 0, 200, 200);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([blob], 'red.png', { type: 'image/png' }));
    const at = { clientX: 420, clientY: 400, bubbles: true, cancelable: true, dataTransfer };
    document.querySelector('canvas.interactive').dispatchEvent(new DragEvent('drop', at));
  })()`);

test('files and images: one brings them, the other has them, and so it is after a restart', async () => {
  const host = await walks.house.core.newcomer('Mia');
  const { id } = await (await host.api()).rooms.createRoom({ title: 'Pictures' });
  const mia = await enter('Mia', id);
  const ned = await enter('Ned', id);
  await mia.page.getByRole('button', { name: 'Polls, links and files' }).click();
  const [chooser] = await Promise.all([
    mia.page.waitForEvent('filechooser'),
    mia.page.getByRole('button', { name: 'Add a file' }).click(),
  ]);
  await chooser.setFiles({ name: 'Scales.txt', mimeType: 'text/plain', buffer: Buffer.from('C D E F G A B') });
  await mia.page.getByRole('button', { name: 'Scales.txt', exact: true }).waitFor();

  const before = await inkOn(ned.page, 'static');
  await dropRedSquare(mia.page);
  await expect
    .poll(() => walks.house.core.services.database.prisma.roomFile.count({ where: { roomId: id, isReady: true } }))
    .toBe(2);
  await expect.poll(() => redOn(ned.page), { timeout: 10_000 }).toBeGreaterThan(2_000);
  expect(await inkOn(ned.page, 'static')).toBeGreaterThan(before);
  await mia.page.screenshot({ path: `${pictures}room-files.png` });

  await walks.house.restart();
  await ned.page.reload();
  await inRoom(ned.page);
  await expect.poll(() => redOn(ned.page), { timeout: 10_000 }).toBeGreaterThan(2_000);
  await ned.page.getByRole('button', { name: 'Polls, links and files' }).click();
  const [saved] = await Promise.all([
    ned.page.waitForEvent('download'),
    ned.page.getByRole('button', { name: 'Scales.txt', exact: true }).click(),
  ]);
  expect(readFileSync(await saved.path(), 'utf8')).toBe('C D E F G A B');

  const { path } = await (await host.api()).rooms.getMade({ roomId: id });
  const made = await open(path);
  await made.page.getByRole('link', { name: 'Scales.txt' }).waitFor();
  await made.page.locator('figure img').first().waitFor();
  await made.page.waitForLoadState('networkidle');
  await made.page.screenshot({ path: `${pictures}made-files.png` });
  expect(made.trouble).toEqual([]);
});

test('what was made comes home: the card, the board as it was drawn, the notes, and who was there', async () => {
  const host = await walks.house.core.newcomer('Hana', 'hana-made');
  const guest = await walks.house.core.newcomer('Gil', 'gil-made');
  const api = await host.api();
  const { id } = await api.rooms.createRoom({ title: 'Triads' });
  await (await guest.api()).rooms.joinRoom({ roomId: id });
  const { page } = await enter('Hana', id, {}, 'hana-made');
  await drawStroke(page, 320);
  await page.getByRole('button', { name: 'Notes' }).click();
  await page.getByLabel('The notes of this room').fill('# Triads\n\nC, **E**, G');
  await page.getByRole('button', { name: 'Polls, links and files' }).click();
  await page.getByLabel('Address').fill('https://example.org/triads');
  await page.getByRole('button', { name: 'Share the link' }).click();
  await page.getByRole('link', { name: 'example.org/triads' }).waitFor();
  walks.house.core.clock.advance({ minutes: 1 });
  await page.waitForTimeout(2_500);
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('heading', { name: 'Learning rooms' }).waitFor();
  await page.screenshot({ path: `${pictures}rooms-list.png` });
  await api.rooms.endRoom({ roomId: id });

  const { path } = await (await guest.api()).rooms.getMade({ roomId: id });
  for (const [name, options] of [
    ['made', {}],
    ['made-phone-dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const }],
  ] as const) {
    const made = await open(path, options);
    await made.page.getByRole('heading', { name: 'Triads', level: 1 }).first().waitFor();
    const board = made.page.getByRole('img', { name: /Page 1, 1 shape/ });
    await expect
      .poll(() => board.evaluate((image) => Number(Reflect.get(image, 'naturalWidth'))), { timeout: 15_000 })
      .toBeGreaterThan(100);
    await made.page.getByText('example.org/triads').waitFor();
    await made.page.screenshot({ path: `${pictures}${name}.png`, fullPage: true });
    expect(made.trouble).toEqual([]);
  }
  const key = path.split('#')[1] ?? '';
  const { pages } = await walks.house.core
    .as({ kind: 'guest', locale: 'en', origin: 'test' })
    .rooms.lookAtMade({ key });
  const own = (path: string | undefined) => fetch(`${walks.house.address}${path}`);
  const file = await own(pages[0]?.drawing);
  expect(file.headers.get('content-disposition')).toContain('Triads 1.excalidraw');
  expect(await file.json()).toMatchObject({ type: 'excalidraw', elements: [{ type: 'freedraw' }] });
  // The key of the page opens no picture by itself, nor does one that somebody changed.
  for (const wrong of [`/made/${pages[0]?.id}.png?key=${key}`, `${pages[0]?.picture}x`])
    expect((await own(wrong)).status).toBe(401);
  const shut = await open('/made#nothing-of-the-kind');
  await shut.page.getByRole('heading', { name: 'This link does not show it any more' }).waitFor();
});
