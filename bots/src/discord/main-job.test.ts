import type { Worker } from '@echochat/core/platform/jobs/worker.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningBot, startBot } from '../../test/discord/bot.ts';
import type { GuildState } from '../../test/discord/world.ts';
import { openPost } from '../post/deliver.ts';

let core: TestCore;
let on: RunningBot;
let guild: GuildState;
let worker: Worker;
beforeAll(async () => {
  core = await openTestCore();
  on = await startBot(core);
  guild = on.discord.guild({ name: 'Strings', channels: ['general', 'news'] });
  worker = await core.startWorker({ pumps: [openPost(core, [on.bot.carrier])] });
});
afterAll(async () => {
  await worker.stop();
  await on.close();
  await core.close();
});

async function newcomer(name: string, teach: string, learn: string) {
  const made = on.discord.person({ name });
  const modal = await made.says(guild, 'echo').modal();
  const welcome = await made.submits(modal, { teach, learn, timezone: 'Europe/Lisbon' }).answer();
  return { ...made, welcome };
}

test('two people on Discord: three questions, a match, two yeses, each told by direct message as they wished', async () => {
  const ana = await newcomer('Ana', 'Guitar', 'Python');
  const bo = await newcomer('Bo', 'Python', 'Guitar');
  await bo.says(guild, 'settings', { dms: 'on' }).answer();

  const found = await ana.says(guild, 'match find').answer();
  expect(found.text).toContain('Bo');
  const yes = found.buttons.find(({ customId }) => customId.startsWith('match.accept'));
  const asked = await ana.presses(found, yes?.label ?? '', guild).answer();
  expect(asked.text).toContain('May I write to you');
  await ana.presses(asked, 'Yes, write to me', guild).answer();

  const told = await bo.message(0);
  expect(told.text).toContain('Ana wants to learn with you');
  const accept = told.buttons.find(({ customId }) => customId.startsWith('match.accept'));
  const partners = await bo.presses(told, accept?.label ?? '').answer();
  // In their own messages the answer takes the place of the question.
  expect(partners.id).toBe(told.id);
  expect(partners.text).toContain('You and Ana are partners');
  // Each can be written to: their name is there to press.
  expect(partners.text).toContain(`<@${ana.id}>`);

  const heard = (await ana.message(0)).text;
  expect(heard).toContain('You and Bo are partners');
  expect(heard).toContain(`<@${bo.id}>`);
  expect((await bo.message(1)).text).toContain('You and Ana are partners');
});

test('who takes no direct messages is named quietly, once, in the channel that the server chose', async () => {
  const cai = on.discord.person({ name: 'Cai' });
  cai.manages(guild);
  const news = guild.channels[1];
  await cai.says(guild, 'setup', { channel: news ?? '' }).answer();
  const dee = await newcomer('Dee', 'Chess', 'Piano');
  const eli = await newcomer('Eli', 'Piano', 'Chess');
  const found = await dee.says(guild, 'match find').answer();
  const yes = found.buttons.find(({ customId }) => customId.startsWith('match.accept'));
  await dee.presses(found, yes?.label ?? '', guild).answer();
  const { messages } = on.discord.world;
  const named = () => [...messages.values()].filter(({ channelId }) => channelId === news?.id);
  await expect.poll(() => named().length).toBe(1);
  const [mention] = named();
  expect(JSON.stringify(mention?.body)).toContain(`<@${eli.id}>`);
  expect(mention?.body['allowed_mentions']).toEqual({ parse: [] });
  expect(mention?.flags).toBe(32_768 | 4_096);
  expect(eli.messages()).toEqual([]);
});

test('who has closed their messages is not written to again', async () => {
  const fay = await newcomer('Fay', 'Sewing', 'Welding');
  await fay.says(guild, 'settings', { dms: 'on' }).answer();
  fay.takesDms('closed');
  const gus = await newcomer('Gus', 'Welding', 'Sewing');
  const found = await gus.says(guild, 'match find').answer();
  const yes = found.buttons.find(({ customId }) => customId.startsWith('match.accept'));
  await gus.presses(found, yes?.label ?? '', guild).answer();
  const { prisma } = core.services.database;
  await expect
    .poll(async () => (await prisma.identity.findFirst({ where: { externalId: fay.id } }))?.dmClosedFor)
    .toBe('50007');
});
