import type { Worker } from '@echochat/core/platform/jobs/worker.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningBot, startBot } from '../../test/discord/bot.ts';
import type { GuildState } from '../../test/discord/world.ts';
import { answerIn } from '../../test/slack/answer-in.ts';
import { type RunningSlack, startSlackBot } from '../../test/slack/bot.ts';
import { openPost } from './deliver.ts';

let core: TestCore;
let onDiscord: RunningBot;
let onSlack: RunningSlack;
let guild: GuildState;
let worker: Worker;
beforeAll(async () => {
  core = await openTestCore();
  [onDiscord, onSlack] = await Promise.all([startBot(core), startSlackBot(core)]);
  guild = onDiscord.discord.guild({ name: 'Strings' });
  worker = await core.startWorker({ pumps: [openPost(core, [onDiscord.bot.carrier, onSlack.bot.carrier])] });
});
afterAll(async () => {
  await worker.stop();
  await Promise.all([onDiscord.close(), onSlack.close()]);
  await core.close();
});

test('one on Discord, one on Slack: three questions each, a match, two yeses, each told in their own chat', async () => {
  const organiser = onDiscord.discord.person({ name: 'Olga' });
  organiser.manages(guild);
  await organiser.says(guild, 'setup', { scope: 'network' }).answer();
  const head = onSlack.workspace.person({ name: 'Head', isAdmin: true });
  await (await head.runs('/echo setup scope:network')).message();

  const ana = onDiscord.discord.person({ name: 'Ana' });
  const questions = await ana.says(guild, 'echo').modal();
  await ana.submits(questions, { teach: 'Guitar', learn: 'Python', timezone: 'Europe/Lisbon' }).answer();
  await ana.says(guild, 'settings', { dms: 'on', reach: 'network' }).answer();

  const mei = onSlack.workspace.person({ name: 'Mei', timezone: 'Pacific/Auckland' });
  const form = await (await mei.runs('/echo')).modal();
  const submitted = await mei.submits(form, { teach: 'Python', learn: 'Guitar' });
  const asking = await answerIn(submitted);
  expect(asking.allText).not.toContain('Ana');
  expect(asking.allText).toContain('Somebody outside of your communities would fit better');
  const found = await answerIn(await mei.presses(asking, 'Look further'));
  expect(found.allText).toContain('Ana');

  const yes = found.buttons.find(({ value }) => value.startsWith('match.accept'));
  const asked = await answerIn(await mei.presses(found, yes?.label ?? ''));
  expect(asked.allText).toContain('May I write to you');
  await answerIn(await mei.presses(asked, 'Yes, write to me'));

  const told = await ana.message(0);
  expect(told.text).toContain('Mei wants to learn with you');
  const accept = told.buttons.find(({ customId }) => customId.startsWith('match.accept'));
  expect((await ana.presses(told, accept?.label ?? '').answer()).text).toContain('You and Mei are partners');

  const news = await mei.message(0);
  expect(news.allText).toContain('You and Ana are partners');
  expect(news.isEphemeral).toBe(false);
});

test('somebody with both chats links them, and is one learner on both', async () => {
  const bo = onDiscord.discord.person({ name: 'Bo' });
  const questions = await bo.says(guild, 'echo').modal();
  await bo.submits(questions, { teach: 'Welding', learn: 'Knitting', timezone: 'Europe/Lisbon' }).answer();
  const made = await bo.says(guild, 'link').answer();
  const code = /`([A-Z0-9]{3,}-?[A-Z0-9]*)`/.exec(made.text)?.[1] ?? '';
  const boOnSlack = onSlack.workspace.person({ name: 'Bo' });
  const preview = await (await boOnSlack.runs(`/echo link ${code}`, onSlack.workspace.channel('general'))).message();
  await (await boOnSlack.presses(preview, 'Both are mine: ask my other chat')).message();
  const question = await bo.says(guild, 'link').answer();
  expect((await bo.presses(question, 'Both are mine: join them', guild).answer()).text).toContain(
    'Your accounts are one',
  );
  const skills = await (await boOnSlack.runs('/echo skills list', onSlack.workspace.channel('general'))).message();
  expect(skills.allText).toContain('Welding');
});
