import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type RunningBot, startBot } from '../../bots/test/discord/bot.ts';
import type { Person } from '../../bots/test/discord/people.ts';
import type { ChannelState, GuildState } from '../../bots/test/discord/world.ts';
import { openBrowser, troubleOf } from './browser.ts';
import { type Served, serve } from './served.ts';

vi.setConfig({ testTimeout: 90_000 });

const pictures = fileURLToPath(new URL('../../.pictures/', import.meta.url));

let on: RunningBot;
let house: Served;
let browser: Browser;
let guild: GuildState;
beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  house = await serve(async (core) => {
    on = await startBot(core, { hasActivity: true });
    return [on.bot.router];
  });
  guild = on.discord.guild({ name: 'Strings' });
  browser = await openBrowser();
}, 90_000);
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(async () => {
  await browser?.close();
  await on?.close();
  await house?.close();
});

/**
 * Discord's client as the Activity's page meets it: a window around the page that speaks the SDK's messages. An old one
 * knows two commands, and answers others by INVALID_COMMAND.
 */
const discordsWindow = (query: string) => `<!doctype html><title>Discord</title>
<style>html, body, iframe { width: 100%; height: 100%; margin: 0; border: 0; display: block }</style>
<iframe src="/?${query}"></iframe>
<script>
  window.opened = [];
  window.asked = [];
  addEventListener('message', async ({ data, source }) => {
    const [op, said] = data;
    const say = (frame) => source.postMessage([1, frame], '*');
    const config = { cdn_host: 'cdn', api_endpoint: 'api', environment: 'production' };
    if (op === 0) return say({ cmd: 'DISPATCH', evt: 'READY', nonce: null, data: { v: 1, config } });
    if (op !== 1) return;
    const { cmd, nonce, args } = said;
    window.asked.push(cmd);
    if (cmd === 'AUTHORIZE') return say({ cmd, nonce, evt: null, data: { code: await window.giveCode() } });
    if (cmd === 'OPEN_EXTERNAL_LINK') {
      window.opened.push(args.url);
      return say({ cmd, nonce, evt: null, data: { opened: true } });
    }
    say({ cmd, nonce, evt: 'ERROR', data: { code: 4002, message: 'INVALID_COMMAND' } });
  });
</script>`;

interface Opened {
  page: Page;
  frame: Frame;
  trouble: string[];
}

/** Somebody opens the Activity in a channel; or says that they are in an instance of others. */
async function openActivity(
  person: Person,
  channel: ChannelState,
  given: { instanceId?: string } = {},
): Promise<Opened> {
  const instanceId = given.instanceId ?? person.opensActivity(channel).id;
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const trouble = troubleOf(page);
  await page.exposeFunction('giveCode', () => person.code());
  const query = new URLSearchParams({
    frame_id: '1',
    instance_id: instanceId,
    platform: 'desktop',
    guild_id: guild.id,
    channel_id: channel.id,
  });
  await page.route('**/discord', (route) =>
    route.fulfill({ contentType: 'text/html', body: discordsWindow(String(query)) }),
  );
  await page.goto(`${house.address}/discord`);
  const frame = page.frames().find((one) => one !== page.mainFrame());
  if (!frame) throw new Error('no Activity in Discord’s window');
  return { page, frame, trouble };
}

const inRoom = (frame: Frame) => frame.locator('canvas.interactive').waitFor();
const channelAt = async (title: string): Promise<ChannelState> => {
  const { voiceChannelId } = await house.core.services.database.prisma.learningRoom.findFirstOrThrow({
    where: { title },
  });
  const channel = on.discord.world.channels.get(voiceChannelId ?? '');
  if (!channel) throw new Error('no voice channel');
  return channel;
};

test('two people in a voice channel are in its room, where an old Discord knows hardly a command', async () => {
  const [ana, bo] = [on.discord.person({ name: 'Ana' }), on.discord.person({ name: 'Bo' })];
  await ana.says(guild, 'room create', { title: 'Scales' }).answer();
  const channel = await channelAt('Scales');
  const [hers, his] = await Promise.all([openActivity(ana, channel), openActivity(bo, channel)]);
  await Promise.all([inRoom(hers.frame), inRoom(his.frame)]);
  await his.frame.getByRole('heading', { name: 'Scales' }).waitFor();
  // The voice channel is the call.
  expect(await his.frame.getByRole('button', { name: 'Speak with the others' }).count()).toBe(0);
  await his.frame.getByRole('button', { name: 'Chat' }).click();
  await his.frame.getByLabel('Write to the room').fill('hello from Discord, see https://example.org/scales');
  await his.frame.getByLabel('Write to the room').press('Enter');
  await hers.frame.getByRole('button', { name: 'Chat, 1 new line' }).click();
  await hers.frame.getByText('hello from Discord').waitFor();
  await hers.frame.getByRole('button', { name: 'Polls, links and files' }).click();
  await hers.frame.getByLabel('Address').fill('https://example.org/scales');
  await hers.frame.getByRole('button', { name: 'Share the link' }).click();
  await hers.frame.getByRole('link', { name: 'example.org/scales' }).click();
  await expect.poll(() => hers.page.evaluate('window.opened')).toEqual(['https://example.org/scales']);
  expect(hers.page.context().pages()).toHaveLength(1);
  expect(await hers.page.evaluate<string[]>('window.asked')).toContain('SET_CONFIG');
  await his.page.screenshot({ path: `${pictures}activity-room.png` });
  // RD-4: the timer sounds where they speak.
  ana.speaksIn(guild, channel);
  await his.frame.getByRole('button', { name: 'Focus timer' }).click();
  await his.frame.getByLabel('Sound in the voice channel').click();
  await expect.poll(() => his.frame.getByLabel('Sound in the voice channel').isChecked()).toBe(true);
  await his.page.screenshot({ path: `${pictures}activity-timer.png` });
  await his.frame.getByRole('button', { name: '25 min focus, 5 min break' }).click();
  await expect.poll(() => on.discord.world.botVoice.map(({ channelId }) => channelId)).toContain(channel.id);
  expect([hers.trouble, his.trouble]).toEqual([[], []]);
});

test('opened where there is no room, it offers those that there are, and a new one', async () => {
  const [cai, dee] = [on.discord.person({ name: 'Cai' }), on.discord.person({ name: 'Dee' })];
  await cai.says(guild, 'room create', { title: 'Open to all' }).answer();
  await dee.says(guild, 'help').answer();
  const lobby = on.discord.guild({ name: 'Elsewhere' }).channels[0];
  if (!lobby) throw new Error('no channel');
  const { page, frame, trouble } = await openActivity(dee, lobby);
  await frame.getByRole('heading', { name: 'Open to everybody' }).waitFor();
  await frame.getByRole('heading', { name: 'Open to all' }).waitFor();
  await page.screenshot({ path: `${pictures}activity-rooms.png` });
  await frame.getByRole('button', { name: 'Go into Open to all' }).click();
  await inRoom(frame);
  await frame.getByRole('button', { name: 'Leave' }).click();
  await frame.getByLabel('What will it be about?').fill('A room of my own');
  await frame.getByRole('button', { name: 'Open a room' }).click();
  await inRoom(frame);
  await frame.getByRole('heading', { name: 'A room of my own' }).waitFor();
  expect(trouble).toEqual([]);
});

test('who is in no Activity, whatever their page says, is told so and not let in', async () => {
  const [eli, fay] = [on.discord.person({ name: 'Eli' }), on.discord.person({ name: 'Fay' })];
  await eli.says(guild, 'room create', { title: 'Real' }).answer();
  const channel = await channelAt('Real');
  const { id: instanceId } = eli.opensActivity(channel);
  const { frame } = await openActivity(fay, channel, { instanceId });
  await frame.getByRole('heading', { name: 'You are not in this Activity' }).waitFor();
  // Once she is, trying again is enough.
  fay.opensActivity(channel);
  await expect
    .poll(
      async () => {
        await frame
          .getByRole('button', { name: 'Try again' })
          .click({ timeout: 500 })
          .catch(() => {});
        return frame.locator('canvas.interactive').count();
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(1);
});
