import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningSlack, startSlackBot } from '../../test/slack/bot.ts';
import type { Exchange, Person } from '../../test/slack/people.ts';

let core: TestCore;
let on: RunningSlack;
beforeAll(async () => {
  core = await openTestCore();
  on = await startSlackBot(core, { everyMs: 0 });
});
afterAll(async () => {
  await on.close();
  await core.close();
});

const prisma = () => core.services.database.prisma;

/** What the window becomes in the end, by way of a moment's patience or not. */
async function windowOf(exchange: Exchange) {
  const first = await exchange.modal();
  return first.title === '⏳ One moment' ? exchange.modal() : first;
}

async function learner(name: string, isAdmin = false): Promise<Person> {
  const made = on.workspace.person({ name, isAdmin });
  await (await made.runs('/echo help')).message();
  return made;
}

test('SF-9: a message is reported from its shortcut, with its words and where it stands, to who manages the workspace', async () => {
  const [ana, bo, olga] = [await learner('Ana'), await learner('Bo'), await learner('Olga', true)];
  const form = await windowOf(await ana.usesMessageShortcut('report_message', bo, 'Send &lt;money&gt;'));
  expect(form.inputs.map(({ name }) => name)).toEqual(['reason', 'details', 'block']);
  const sent = await windowOf(await ana.submits(form, { reason: 'spam', details: 'Asks for money.', block: 'yes' }));
  expect(sent.allText).toContain('never learns that it was you');
  expect(await prisma().report.findFirst({ include: { items: true } })).toMatchObject({
    items: [
      {
        reason: 'spam',
        messageText: 'Send <money>',
        messageLink: expect.stringMatching(/^https:\/\/stand-in\.slack\.com\/archives\/\w+\/p10$/),
      },
    ],
  });
  expect(await prisma().block.count()).toBe(1);

  const list = await (await olga.runs('/echo reports')).message();
  expect(list.allText).toContain('Asks for money.');
  const look = list.buttons.find(({ value }) => value.startsWith('reports:'))?.label ?? '';
  const one = await (await olga.presses(list, look)).message();
  expect(one.allText).toContain('Send <money>');
  expect(one.allText).not.toContain('Ana');
  const closing = await windowOf(await olga.presses(one, 'Dismiss'));
  await (await olga.submits(closing, { note: 'A joke between friends.' })).message();
  expect(await prisma().report.findFirst()).toMatchObject({ status: 'dismissed', note: 'A joke between friends.' });
  expect((await (await ana.runs('/echo reports')).message()).allText).toContain('Only who manages');
});

test('the global shortcut asks whom and why, and a mention blocks somebody who has not come yet', async () => {
  const cai = await learner('Cai');
  const dee = on.workspace.person({ name: 'Dee' });
  const form = await windowOf(await cai.usesShortcut('report_person'));
  expect(form.inputs.map(({ name }) => name)).toEqual(['person', 'reason', 'details', 'block']);
  const blocked = await (await cai.runs('/echo block @Dee')).message();
  expect(blocked.allText).toContain('is blocked');
  await (await dee.runs('/echo help')).message();
  expect((await (await dee.runs('/echo profile view @Cai')).message()).allText).toContain(
    'have not come to EchoChat yet',
  );
  const undone = await (await cai.presses(blocked, 'Undo')).message();
  expect(undone.allText).toContain('You can see each other again');
});
