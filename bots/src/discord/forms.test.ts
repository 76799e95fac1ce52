import { openDispatcher } from '@echochat/bots/commands/dispatch.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningBot, startBot } from '../../test/discord/bot.ts';
import type { Interaction, Person } from '../../test/discord/people.ts';
import type { SeenMessage, SeenModal } from '../../test/discord/seen.ts';
import { personWithEverything, windowCases } from '../../test/form-cases.ts';
import { withoutHurry } from '../../test/without-hurry.ts';

const again = 'Open the form again';

let core: TestCore;
let on: RunningBot;
let mia: Person;
let userId: number;
beforeAll(async () => {
  core = await openTestCore();
  await withoutHurry(core);
  on = await startBot(core);
  mia = on.discord.person({ name: 'Mia' });
  const known = await personWithEverything(core);
  userId = known.mia.userId;
  const identity = { platform: 'discord', workspaceId: '', externalId: mia.id, userId } as const;
  await core.services.database.prisma.identity.create({ data: { ...identity, handle: 'mia', displayName: 'Mia' } });
}, 90_000);
afterAll(async () => {
  await on.close();
  await core.close();
});

/** The form that a press opens: at once, or by the button of a card where it took longer than a form may. */
async function openedBy(pressed: Interaction): Promise<SeenModal> {
  if ((await pressed.acknowledged()).type === 9) return pressed.modal();
  const hasForm = ({ buttons }: SeenMessage) => buttons.some(({ label }) => label === 'Open the form');
  await expect.poll(async () => hasForm(await pressed.answer())).toBe(true);
  return openedBy(mia.presses(await pressed.answer(), 'Open the form'));
}

test('a form that was filled in wrong opens again by one button, filled, for every field of every form', {
  timeout: 300_000,
}, async () => {
  const cases = await windowCases(await openDispatcher(core).context(userId, 'discord'));
  const card = await mia.says('dm', 'help').answer();
  const lost: string[] = [];
  for (const { path, field, wrong, right } of cases) {
    const modal = await openedBy(mia.pressesId(card, `${path.replace(' ', '.')}?`));
    const refused = await mia.submits(modal, { ...right, [field]: wrong }).answer();
    if (!refused.buttons.some(({ label }) => label === again)) {
      lost.push(`/${path} with ${field}:${wrong}: ${refused.text}`);
      continue;
    }
    const opened = await openedBy(mia.presses(refused, again));
    const shown = new Map(opened.fields.map(({ customId, value, type }) => [customId, { value, isMenu: type !== 4 }]));
    for (const [name, value] of Object.entries({ ...right, [field]: wrong })) {
      const there = shown.get(name);
      // A menu cannot show what is none of its choices.
      if (there?.value !== value && !(name === field && there?.isMenu))
        lost.push(`/${path} with ${field}:${wrong}: ${name} was ${value}, is ${there?.value}`);
    }
  }
  expect(lost).toEqual([]);
  expect(cases.length).toBeGreaterThan(50);
});

test('what was typed at a command opens the form, with all of it', async () => {
  const title = 'Physics with diagrams and a quiz at the end, and cake';
  const typed = { when: 'soonish', title, minutes: '90', private: true };
  const refused = await mia.says('dm', 'session create', typed).answer();
  const modal = await openedBy(mia.presses(refused, again));
  expect(Object.fromEntries(modal.fields.map(({ customId, value }) => [customId, value]))).toMatchObject({
    when: 'soonish',
    title,
    minutes: '90',
  });
  const preview = await mia.submits(modal, { when: 'tomorrow 18:00' }).answer();
  expect(preview.text).toContain(title);
  expect(preview.text).not.toContain('everybody sees it');
});
