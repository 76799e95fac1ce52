import type { Worker } from '@echochat/core/platform/jobs/worker.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningBot, startBot } from '../../test/discord/bot.ts';
import type { Interaction, Person } from '../../test/discord/people.ts';
import type { GuildState } from '../../test/discord/world.ts';
import { openPost } from '../post/deliver.ts';

let core: TestCore;
let on: RunningBot;
let guild: GuildState;
let worker: Worker;
beforeAll(async () => {
  core = await openTestCore();
  on = await startBot(core);
  guild = on.discord.guild({ name: 'Strings', channels: ['general'] });
  worker = await core.startWorker({ pumps: [openPost(core, [on.bot.carrier])] });
});
afterAll(async () => {
  await worker.stop();
  await on.close();
  await core.close();
});

const prisma = () => core.services.database.prisma;

/** Somebody who has said a word in the server. */
async function newcomer(name: string) {
  const made = on.discord.person({ name });
  await made.says(guild, 'help').answer();
  return made;
}

/** The form that something asks with; on a machine that was too busy to show it at once, by the card's button. */
async function formOf(by: Person, asked: Interaction) {
  const { type } = await asked.acknowledged();
  if (type === 9) return asked.modal();
  const [open] = (await asked.answer()).buttons;
  return by.presses(await asked.answer(), open?.label ?? '').modal();
}

test('SF-6: blocking from a person’s menu is answered alike for who has an account and who has none', async () => {
  const ana = await newcomer('Ana');
  const bo = await newcomer('Bo');
  const nobody = on.discord.person({ name: 'Nobody' });
  const answers = [];
  for (const who of [bo, nobody]) {
    const answer = await ana.opens(guild, 'Block', who).answer();
    expect(answer.ephemeral).toBe(true);
    answers.push(answer.text.replaceAll(who.name, '…'));
  }
  expect(answers[0]).toBe(answers[1]);
  expect((await ana.says(guild, 'profile view', { person: bo }).answer()).text).toContain(
    'have not come to EchoChat yet',
  );
  await nobody.says(guild, 'help').answer();
  expect((await nobody.says(guild, 'profile view', { person: ana }).answer()).text).toContain(
    'have not come to EchoChat yet',
  );
  const list = await ana.says(guild, 'blocks').answer();
  for (const { name } of [bo, nobody]) expect(list.text).toContain(name);
  await ana.pressesId(list, list.buttons[0]?.customId ?? '').answer();
  expect(await prisma().block.count()).toBe(1);
});

test('SF-9: a message is reported from its menu with its words and address; the organiser hears, looks and closes', async () => {
  const olga = on.discord.person({ name: 'Olga' });
  olga.manages(guild);
  await olga.says(guild, 'setup').answer();
  await olga.says(guild, 'settings', { dms: 'on' }).answer();
  const cai = await newcomer('Cai');
  await cai.says(guild, 'settings', { dms: 'on' }).answer();
  const dee = await newcomer('Dee');
  const modal = await formOf(cai, cai.opensOn(guild, 'Report message', { by: dee, content: 'Give me your password' }));
  expect(modal.fields.map(({ customId }) => customId)).toEqual(['reason', 'details', 'block']);
  const sent = await cai.submits(modal, { reason: ['spam'], details: 'A scam.' }).answer();
  expect(sent.text).toContain('never learns that it was you');
  expect(await prisma().report.findFirst({ include: { items: true } })).toMatchObject({
    name: 'Dee',
    items: [
      {
        subject: 'message',
        messageText: 'Give me your password',
        messageLink: expect.stringContaining(`https://discord.com/channels/${guild.id}/`),
        details: 'A scam.',
      },
    ],
  });

  const told = await olga.message(0);
  expect(told.text).toContain('Somebody in Strings asks for help');
  const list = await olga.presses(told, 'Reports').answer();
  const one = await olga.presses(list, 'Look').answer();
  expect(one.text).toContain('Give me your password');
  expect(one.text).not.toContain('Cai');
  const closing = await formOf(olga, olga.presses(one, 'They were right'));
  const closed = await olga.submits(closing, { note: 'Warned.' }).answer();
  expect(closed.text).toContain('Upheld');
  expect((await cai.message(0)).text).toContain('What you reported was looked at');
  expect(dee.messages()).toEqual([]);
});

test('somebody is reported from their own menu, and blocked in the same form', async () => {
  const eli = await newcomer('Eli');
  const fay = await newcomer('Fay');
  const modal = await formOf(eli, eli.opens(guild, 'Report', fay));
  const sent = await eli.submits(modal, { reason: ['harassment'], block: ['yes'] }).answer();
  expect(sent.text).toContain('You see nothing of each other any more');
  expect((await fay.says(guild, 'profile view', { person: eli }).answer()).text).toContain(
    'have not come to EchoChat yet',
  );
});
