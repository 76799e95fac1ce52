import { openDispatcher } from '@echochat/bots/commands/dispatch.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { personWithEverything, windowCases } from '../../test/form-cases.ts';
import { type RunningSlack, startSlackBot } from '../../test/slack/bot.ts';
import type { Person } from '../../test/slack/people.ts';
import type { SeenMessage } from '../../test/slack/seen.ts';
import { withoutHurry } from '../../test/without-hurry.ts';

let core: TestCore;
let on: RunningSlack;
let mia: Person;
let userId: number;
beforeAll(async () => {
  core = await openTestCore();
  await withoutHurry(core);
  on = await startSlackBot(core, { everyMs: 0 });
  mia = on.workspace.person({ name: 'Mia' });
  const known = await personWithEverything(core);
  userId = known.mia.userId;
  const identity = { platform: 'slack', workspaceId: on.workspace.teamId, externalId: mia.id, userId } as const;
  await core.services.database.prisma.identity.create({ data: { ...identity, handle: 'mia', displayName: 'Mia' } });
}, 90_000);
afterAll(async () => {
  await on.close();
  await core.close();
});

/** Presses a button of this id, as a card of ours could have it. */
const opens = async (on: SeenMessage, id: string) =>
  (await mia.presses({ ...on, buttons: [{ label: 'x', actionId: 'do;0', blockId: '', value: id }] }, 'x')).modal();

describe('a window that was filled in wrong', () => {
  test('stays, and says so at the field, for every field of every form', { timeout: 300_000 }, async () => {
    const cases = await windowCases(await openDispatcher(core).context(userId, 'slack'));
    const card = await (await mia.runs('/echo help')).message();
    const elsewhere: string[] = [];
    let late = 0;
    for (const { path, field, wrong, right } of cases) {
      const modal = await opens(card, `${path.replace(' ', '.')}?`);
      const submitted = await mia.submits(modal, { ...right, [field]: wrong });
      const answer = JSON.parse(submitted.body);
      // Who is not answered in time is shown the card, by which the window opens again.
      const isLate = answer.response_action === 'clear';
      if (isLate) late += 1;
      const isThere = isLate
        ? (await submitted.message()).buttons.some(({ label }) => label === 'Open the form again')
        : Object.keys(answer.errors ?? {}).join() === field;
      if (!isThere) elsewhere.push(`/${path} with ${field}:${wrong}: ${submitted.body}`);
    }
    expect(elsewhere).toEqual([]);
    expect(late).toBeLessThan(cases.length / 2);
    expect(cases.length).toBeGreaterThan(50);
  });

  test('goes through once it is right, though its view is the same', async () => {
    const modal = await (await mia.runs('/echo goals add')).modal();
    const wrong = await mia.submits(modal, { title: 'Play a waltz', by: 'soonish' });
    expect(JSON.parse(wrong.body)).toMatchObject({ response_action: 'errors', errors: { by: expect.any(String) } });
    const right = await mia.submits(modal, { title: 'Play a waltz', by: '2027-05-01' });
    expect((await right.modal()).allText).toContain('Play a waltz');
  });
});

test('what was typed at a command opens the form again, with all of it', async () => {
  const title = 'Physics with diagrams and a quiz at the end, and cake for those who pass';
  const card = await (await mia.runs(`/echo goals add title:"${title}" by:soonish about:"by heart"`)).message();
  const modal = await (await mia.presses(card, 'Open the form again')).modal();
  const shown = Object.fromEntries(modal.inputs.map(({ name, value }) => [name, value]));
  expect(shown).toEqual({ title, by: 'soonish', about: 'by heart' });
  const made = await (await mia.submits(modal, { by: '2027-05-01' })).message();
  expect(made.allText).toContain(title);
});
