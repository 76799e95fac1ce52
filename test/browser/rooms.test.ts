import { expect, test } from 'vitest';
import { partnershipRow } from '../rows.ts';
import { troubleOf } from './browser.ts';
import { drawStroke, inkHeight, inkOn, inRoom, openWalks, pictures, type Window } from './room-walk.ts';

const walks = openWalks();
const { open, enter } = walks;

test('from a line in the playground to a shared board, with nobody to ask', async () => {
  const { page } = await open('/playground');
  await page.getByLabel('Your first name').fill('Mei');
  await page.getByRole('button', { name: 'Come in' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('One thing you can teach').fill('Guitar');
  await form.getByLabel('One thing you want to learn').fill('Sourdough');
  await form.getByLabel('Time zone').fill('Lisbon');
  await form.getByRole('button', { name: 'Find my first partner' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByRole('combobox').last().fill('/room create');
  await page.getByRole('combobox').last().press('Escape');
  await page.getByRole('combobox').last().press('Enter');
  const [room] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: 'Open the room' }).click(),
  ]);
  const trouble = troubleOf(room);
  await inRoom(room);
  await room.getByRole('heading', { name: 'Mei’s room' }).waitFor();
  // The door is used up and gone from the address; loading again still leads in.
  expect(new URL(room.url()).hash).toBe('');
  await room.reload();
  await inRoom(room);
  expect(trouble).toEqual([]);
});

test('two people draw, write and count down together, and a restart of the server loses nothing', async () => {
  const host = await walks.house.core.newcomer('Ana');
  const { id } = await (await host.api()).rooms.createRoom({ title: 'Chords and scales' });
  const ana = await enter('Ana', id);
  const bo = await enter('Bo', id);
  await ana.page.getByRole('list', { name: '2 people here' }).waitFor();

  const before = await inkOn(bo.page, 'static');
  await drawStroke(ana.page, 300);
  await expect.poll(() => inkOn(bo.page, 'static'), { timeout: 3_000 }).toBeGreaterThan(before + 200);
  // It is as flat as it was drawn: the board did not move under the hand.
  expect(await inkHeight(ana.page)).toBeLessThan(60);
  // Ana's hand is seen as well.
  await expect.poll(() => inkOn(bo.page, 'interactive'), { timeout: 3_000 }).toBeGreaterThan(20);

  await bo.page.getByRole('button', { name: 'Chat', exact: true }).click();
  await bo.page.getByLabel('Write to the room').fill('<img src=x onerror=alert(1)> hello');
  await bo.page.keyboard.press('Enter');
  await ana.page.getByRole('button', { name: 'Chat, 1 new line' }).click();
  await ana.page.getByText('<img src=x onerror=alert(1)> hello').waitFor();
  const rounds = ana.page.getByRole('button', { name: '25 min focus, 5 min break' });
  await ana.page.getByRole('button', { name: 'Focus timer' }).click();
  await ana.page.keyboard.press('Escape');
  await rounds.waitFor({ state: 'detached' });
  await ana.page.getByRole('button', { name: 'Focus timer' }).click();
  await rounds.click();
  await bo.page.getByRole('button', { name: /Focus timer: 25 minutes left/ }).waitFor();
  await bo.page.getByRole('button', { name: 'Raise your hand' }).click();
  await ana.page.getByText('✋').waitFor();
  await ana.page.screenshot({ path: `${pictures}room-wide-light.png` });

  const drawn = await inkOn(bo.page, 'static');
  await walks.house.restart();
  await ana.page.getByText('The connection is gone').waitFor({ state: 'detached' });
  await drawStroke(ana.page, 460);
  await expect.poll(() => inkOn(bo.page, 'static'), { timeout: 15_000 }).toBeGreaterThan(drawn + 200);
  await bo.page.reload();
  await inRoom(bo.page);
  await expect.poll(() => inkOn(bo.page, 'static'), { timeout: 5_000 }).toBeGreaterThan(drawn + 200);
  await bo.page.getByRole('button', { name: /Focus timer: 25 minutes left/ }).waitFor();

  const expected = /WebSocket|ERR_CONNECTION_REFUSED/;
  expect([...ana.trouble, ...bo.trouble].filter((text) => !expected.test(text))).toEqual([]);
});

test('the host leads: who looks on cannot draw, who is removed is out, ending it is for all', async () => {
  const host = await walks.house.core.newcomer('Cleo');
  const { id } = await (await host.api()).rooms.createRoom({ title: 'Led' });
  const cleo = await enter('Cleo', id);
  const dan = await enter('Dan', id);
  const eve = await enter('Eve', id);
  await cleo.page.getByRole('button', { name: 'People', exact: true }).click();
  await cleo.page.getByRole('button', { name: 'Lock the board' }).click();
  await dan.page.locator('label:has([data-testid=toolbar-freedraw])').waitFor({ state: 'detached' });
  await cleo.page.getByRole('button', { name: 'What Dan may do' }).click();
  await cleo.page.screenshot({ path: `${pictures}room-people.png` });
  await cleo.page.getByRole('button', { name: 'Remove for good' }).click();
  await cleo.page.getByRole('button', { name: 'Remove Dan' }).click();
  await dan.page.getByRole('heading', { name: 'You were removed from this room' }).waitFor();
  await dan.page.reload();
  await dan.page.getByRole('heading', { name: 'You were removed from this room' }).waitFor();
  await cleo.page.getByRole('button', { name: 'End the room' }).click();
  await cleo.page.getByRole('button', { name: 'Yes, end it for everyone' }).click();
  await eve.page.getByRole('heading', { name: 'This room has ended' }).waitFor();
});

test('a partner who is about is asked in by one press, and finds the way', async () => {
  const [ida, jon] = [await walks.house.core.newcomer('Ida'), await walks.house.core.newcomer('Jon')];
  await partnershipRow(walks.house.core, ida.userId, jon.userId);
  const mine = await (await jon.api()).rooms.createRoom({ title: 'Alone' });
  await enter('Jon', mine.id);
  const { id } = await (await ida.api()).rooms.createRoom({ title: 'Together', isPublic: false });
  const { page } = await enter('Ida', id);
  await page.getByRole('button', { name: 'People', exact: true }).click();
  await page.getByRole('button', { name: 'Ask Jon in' }).click();
  await page.getByText('Asked', { exact: true }).waitFor();
  await page.screenshot({ path: `${pictures}room-partners-online.png` });
  expect((await (await jon.api()).rooms.getRoom({ roomId: id })).title).toBe('Together');
});

test('pages are turned, polls are answered and links are shared', async () => {
  const host = await walks.house.core.newcomer('Jo');
  const { id } = await (await host.api()).rooms.createRoom({ title: 'Scales' });
  const jo = await enter('Jo', id);
  const kim = await enter('Kim', id);
  await drawStroke(jo.page, 300);
  await jo.page.getByRole('button', { name: 'Add a page' }).click();
  await jo.page.getByRole('button', { name: 'Page 2: 2' }).click();
  await jo.page.getByLabel('What this page is called').fill('Minor');
  await jo.page.keyboard.press('Enter');
  await kim.page.getByRole('button', { name: 'Page 2: Minor' }).click();
  await inRoom(kim.page);
  const empty = await inkOn(kim.page, 'static');
  await drawStroke(jo.page, 360);
  await expect.poll(() => inkOn(kim.page, 'static'), { timeout: 5_000 }).toBeGreaterThan(empty + 200);

  await jo.page.getByRole('button', { name: 'Polls, links and files' }).click();
  await jo.page.getByRole('button', { name: 'Ask a question' }).click();
  await jo.page.getByLabel('Your question').fill('Which mode?');
  await jo.page.getByLabel('Answers, one a line').fill('Dorian\nPhrygian');
  await jo.page.getByRole('button', { name: 'Ask everybody' }).click();
  await kim.page.getByRole('button', { name: 'Polls, links and files, 1 question for you' }).click();
  await kim.page.getByRole('radio', { name: 'Dorian' }).click();
  await jo.page.getByText('Jo asks · 1 answer').waitFor();
  await kim.page.getByLabel('Address').fill('javascript:alert(1)');
  await kim.page.getByRole('button', { name: 'Share the link' }).click();
  await kim.page.getByText('That is no web address').waitFor();
  await kim.page.getByLabel('Address').fill('example.org/modes');
  await kim.page.getByRole('button', { name: 'Share the link' }).click();
  const link = jo.page.getByRole('link', { name: 'example.org/modes' });
  expect(await link.getAttribute('href')).toBe('https://example.org/modes');
  await jo.page.screenshot({ path: `${pictures}room-shared.png` });
  expect([...jo.trouble, ...kim.trouble]).toEqual([]);
});

test('notes are written by two at once, read as Markdown, and there after a restart', async () => {
  const host = await walks.house.core.newcomer('Mo');
  const { id } = await (await host.api()).rooms.createRoom({ title: 'Vocabulary' });
  const mo = await enter('Mo', id);
  const ned = await enter('Ned', id);
  const field = ({ page }: Window) => page.getByLabel('The notes of this room');
  for (const one of [mo, ned]) await one.page.getByRole('button', { name: 'Notes', exact: true }).click();
  await field(mo).pressSequentially('la **casa**\n', { delay: 20 });
  await expect.poll(() => field(ned).inputValue()).toBe('la **casa**\n');
  // Both at once: Ned at the end, Mo at the beginning, where the hand stays in its place.
  await field(ned).press('Control+End');
  await field(mo).press('Control+Home');
  await Promise.all([
    field(ned).pressSequentially('- <b>el perro</b>', { delay: 30 }),
    field(mo).pressSequentially('Words: ', { delay: 30 }),
  ]);
  const both = 'Words: la **casa**\n- <b>el perro</b>';
  for (const one of [mo, ned]) await expect.poll(() => field(one).inputValue()).toBe(both);
  await ned.page.getByRole('button', { name: 'Read', exact: true }).click();
  await ned.page.locator('strong', { hasText: 'casa' }).waitFor();
  await ned.page.getByText('<b>el perro</b>').waitFor();
  await ned.page.screenshot({ path: `${pictures}room-notes.png` });
  // Ned cannot go back to how it was; the host does, in the same panel.
  await ned.page.getByRole('button', { name: 'Write', exact: true }).click();
  const longer = `${both}\n- una frase que alguien tardó en escribir`;
  await field(ned).fill(longer);
  await expect.poll(() => field(mo).inputValue()).toBe(longer);
  await field(ned).fill('');
  await expect.poll(() => field(mo).inputValue()).toBe('');
  const panel = ({ page }: Window) => page.getByRole('complementary', { name: 'Notes' });
  expect(await panel(ned).getByRole('button', { name: 'As it was before' }).count()).toBe(0);
  const was = walks.house.core.services.database.prisma.notesSnapshot;
  await expect.poll(() => was.count({ where: { roomId: id, text: longer } })).toBe(1);
  await panel(mo).getByRole('button', { name: 'As it was before' }).click();
  await panel(mo).getByText(`${longer.length} characters`).waitFor();
  await mo.page.screenshot({ path: `${pictures}room-notes-history.png` });
  await panel(mo).getByRole('button', { name: 'Go back to it' }).first().click();
  await expect.poll(() => field(ned).inputValue()).toBe(longer);
  await field(ned).fill(both);
  await expect.poll(() => field(mo).inputValue()).toBe(both);
  await walks.house.restart();
  await mo.page.getByText('The connection is gone').waitFor({ state: 'detached' });
  await field(mo).press('Control+End');
  await field(mo).pressSequentially('!', { delay: 20 });
  const anew = await enter('Mo', id);
  await anew.page.getByRole('button', { name: 'Notes', exact: true }).click();
  await expect.poll(() => field(anew).inputValue()).toBe(`${both}!`);
});

test('two people hear and see each other, and who is refused a microphone is told what to do', async () => {
  const host = await walks.house.core.newcomer('Gus');
  const { id } = await (await host.api()).rooms.createRoom({ title: 'Pronunciation' });
  const gus = await enter('Gus', id);
  const hana = await enter('Hana', id);
  const ivo = await enter('Ivo', id);
  await gus.page.getByRole('button', { name: 'Speak with the others' }).click();
  await gus.page.getByRole('button', { name: 'Mute your microphone' }).waitFor();
  await hana.page.getByText('1 speaks').click();
  for (const { page } of [gus, hana])
    await expect
      .poll(
        () => page.evaluate(`document.querySelector('[data-testid=voice]')?.srcObject.getAudioTracks()[0]?.muted`),
        {
          timeout: 15_000,
        },
      )
      .toBe(false);
  await gus.page.getByRole('button', { name: 'Show your camera' }).click();
  const picture = hana.page.getByRole('list', { name: 'Who shows their camera' }).locator('video');
  await picture.waitFor();
  await expect
    .poll(() => hana.page.evaluate<number>(`document.querySelector('video').videoWidth`), { timeout: 15_000 })
    .toBeGreaterThan(0);
  // The beep of the false microphone is seen as somebody speaking.
  const ring = hana.page.getByRole('listitem').and(hana.page.locator('[title=Gus][class*=speaking]'));
  await ring.waitFor({ timeout: 15_000 });
  await hana.page.screenshot({ path: `${pictures}room-call.png` });

  await ivo.page.evaluate(
    `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))`,
  );
  await ivo.page.getByText('2 speak').click();
  await ivo.page.getByText('Your browser keeps this page from your microphone').waitFor();
  await ivo.page.screenshot({ path: `${pictures}room-call-refused.png` });
  await ivo.page.getByRole('button', { name: 'Listen without speaking' }).click();
  await expect
    .poll(() => ivo.page.evaluate(`document.querySelectorAll('[data-testid=voice]').length`), { timeout: 15_000 })
    .toBe(2);
  await gus.page.getByRole('button', { name: 'Leave the call' }).click();
  await expect.poll(() => hana.page.evaluate(`document.querySelectorAll('[data-testid=voice]').length`)).toBe(1);
  await picture.waitFor({ state: 'detached' });
  expect([...gus.trouble, ...hana.trouble, ...ivo.trouble]).toEqual([]);
});

test('the room fits a phone and a picture in a picture, in the dark, in Spanish', async () => {
  const host = await walks.house.core.newcomer('Flo');
  const { id } = await (await host.api()).rooms.createRoom({ title: 'Una sala con un nombre bastante largo' });
  const phone = await enter('Flo', id, {
    viewport: { width: 360, height: 720 },
    colorScheme: 'dark',
    locale: 'es-ES',
  });
  expect(await phone.page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  for (const { name, box } of await Promise.all(
    (await phone.page.getByRole('banner').getByRole('button').all()).map(async (button) => ({
      name: await button.getAttribute('aria-label'),
      box: await button.boundingBox(),
    })),
  ))
    expect((box?.x ?? 0) + (box?.width ?? 0), `${name} is within reach`).toBeLessThanOrEqual(360);
  await phone.page.getByRole('button', { name: 'Chat', exact: true }).click();
  await phone.page.getByText('Nadie ha dicho nada').waitFor();
  await phone.page.waitForTimeout(400);
  await phone.page.screenshot({ path: `${pictures}room-phone-dark.png` });
  await phone.page.getByRole('button', { name: 'Plegar' }).click();
  await phone.page.getByRole('button', { name: 'Temporizador' }).click();
  await phone.page.getByLabel('Concentración, minutos').fill('200');
  await phone.page.getByRole('button', { name: 'Empezar con estos' }).click();
  await phone.page.screenshot({ path: `${pictures}room-timer.png` });
  await phone.page.getByLabel('Concentración, minutos').fill('42');
  await phone.page.getByRole('button', { name: 'Empezar con estos' }).click();
  await phone.page.setViewportSize({ width: 320, height: 180 });
  await phone.page.getByRole('button', { name: /quedan 42 minutos/ }).waitFor();
  await phone.page.screenshot({ path: `${pictures}room-picture-in-picture.png` });
});

test.each([
  ['/rooms/1', 'This room needs a link of your own'],
  ['/rooms/1#not-a-door-of-this-house', 'This link has been used'],
  ['/rooms', 'Learning rooms'],
])('%s says what to do', async (path, heading) => {
  const { page } = await open(path);
  await page.getByRole('heading', { name: heading }).waitFor();
});

test('who does not see the board reads it in words, adds to it and rewrites it, and others see that', async () => {
  const host = await walks.house.core.newcomer('Ines', 'ines-words');
  const { id } = await (await host.api()).rooms.createRoom({ title: 'In words' });
  const mine = await enter('Ines', id, {}, 'ines-words');
  const theirs = await enter('Otto', id, {}, 'otto-words');
  // By keyboard alone: the way there is the first thing after the bar.
  await mine.page.getByRole('button', { name: 'The page in words' }).focus();
  await mine.page.keyboard.press('Enter');
  const words = mine.page.getByRole('complementary', { name: 'The page in words' });
  await words.getByText('Nothing is on this page yet').waitFor();
  await words.getByLabel('What to add').selectOption('rectangle');
  await words.getByRole('textbox', { name: 'Text' }).fill('C major');
  await words.getByRole('button', { name: 'Add it' }).click();
  await words.getByText('Rectangle: C major').waitFor();
  await expect.poll(() => inkOn(theirs.page, 'static')).toBeGreaterThan(200);
  await words.getByRole('button', { name: 'Rewrite' }).click();
  await mine.page.keyboard.press('Control+A');
  await mine.page.keyboard.type('G major');
  await words.getByRole('button', { name: 'Done' }).click();
  await words.getByText('Rectangle: G major').waitFor();
  await words.getByRole('button', { name: 'Move down' }).click();
  await mine.page.screenshot({ path: `${pictures}shapes-in-words.png` });
  // What others draw is read too.
  await drawStroke(theirs.page, 200);
  await words.getByText('Stroke by hand').waitFor();
  await words.getByRole('button', { name: 'Take away' }).first().click();
  await expect.poll(() => words.getByRole('listitem').count()).toBe(1);
  expect([mine.trouble, theirs.trouble]).toEqual([[], []]);
});
