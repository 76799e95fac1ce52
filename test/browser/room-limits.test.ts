import { expect, test } from 'vitest';
import { drawStroke, inkOn, openWalks, pictures } from './room-walk.ts';

const walks = openWalks();
const { enter } = walks;

const rectangle = (id: string, x: number, y: number) => ({
  ...{ id, type: 'rectangle', version: 1, versionNonce: 1, isDeleted: false, x, y, width: 40, height: 40, angle: 0 },
  ...{ strokeColor: '#1e1e1e', backgroundColor: 'transparent', fillStyle: 'solid', strokeWidth: 1, opacity: 100 },
  ...{ strokeStyle: 'solid', roughness: 0, groupIds: [], frameId: null, roundness: null, seed: 1, link: null },
  ...{ boundElements: null, locked: false },
});
/** Places in the order of shapes, as the board gives them: `c` and three digits of 62. */
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const fractionalIndex = (at: number) =>
  `c${[3_844, 62, 1].map((place) => digits[Math.floor(at / place) % 62]).join('')}`;

test('who comes back with a token that has run out meanwhile is let in by their pass, and drew on', async () => {
  const host = await walks.house.core.newcomer('Kim');
  const { id } = await (await host.api()).rooms.createRoom({ title: 'Long' });
  const { page } = await enter('Kim', id);
  walks.house.core.clock.advance({ minutes: 30 });
  await walks.house.restart();
  await page.getByText('The connection is gone').waitFor({ state: 'detached' });
  await drawStroke(page, 300);
  await expect
    .poll(() => walks.house.core.services.database.prisma.boardElement.count({ where: { board: { roomId: id } } }))
    .toBe(1);
  expect(await page.getByRole('heading', { name: 'Long' }).isVisible()).toBe(true);
});

test('a page with all that it holds opens, says so, and takes no more', async () => {
  const host = await walks.house.core.newcomer('Lou');
  const { id: roomId } = await (await host.api()).rooms.createRoom({ title: 'Full' });
  const system = walks.house.core.as({ kind: 'system', name: 'test' }).rooms;
  const boardId = (await system.loadContent({ roomId }))?.boards[0]?.id ?? 0;
  const elements = Array.from({ length: 50_000 }, (_, at) => ({
    ...{ boardId, elementId: `e${at}`, version: 1, nonce: 1, sequence: 1 },
    data: { ...rectangle(`e${at}`, (at % 250) * 60, Math.floor(at / 250) * 60), index: fractionalIndex(at) },
  }));
  await system.saveContent([{ roomId, document: null, elements }]);
  const { page } = await enter('Lou', roomId);
  await page.getByText('This page is 100 % full').waitFor();
  await expect.poll(() => inkOn(page, 'static'), { timeout: 30_000 }).toBeGreaterThan(2_000);
  await drawStroke(page, 700, 3);
  await page.getByText('This page is full: what you drew last').waitFor();
  await page.screenshot({ path: `${pictures}room-full.png` });
});

test('a board that was wiped is brought back from yesterday', async () => {
  const host = await walks.house.core.newcomer('Lia');
  const { id } = await (await host.api()).rooms.createRoom({ title: 'Sketches' });
  const first = await enter('Lia', id);
  await drawStroke(first.page, 300);
  await expect
    .poll(() => walks.house.core.services.database.prisma.boardElement.count({ where: { board: { roomId: id } } }))
    .toBe(1);
  await first.page.context().close();
  await expect
    .poll(() => walks.house.core.services.database.prisma.boardSnapshot.count({ where: { board: { roomId: id } } }))
    .toBe(1);

  const { page, trouble } = await enter('Lia', id);
  await expect.poll(() => inkOn(page, 'static')).toBeGreaterThan(200);
  await page.locator('canvas.interactive').click({ position: { x: 60, y: 400 } });
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await expect.poll(() => inkOn(page, 'static')).toBe(0);
  await page.getByRole('button', { name: 'As it was before' }).click();
  await page.getByText('1 shape').waitFor();
  await page.screenshot({ path: `${pictures}room-history.png` });
  await page.getByRole('button', { name: 'Go back to it' }).click();
  await expect.poll(() => inkOn(page, 'static')).toBeGreaterThan(200);
  expect(trouble).toEqual([]);
});
