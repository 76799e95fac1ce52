import { readActionId, type Values, valuesOfId } from '@echochat/bots/cards/action-id.ts';
import type { Form } from '@echochat/bots/cards/form.ts';
import type { CommandContext } from '@echochat/bots/commands/context.ts';
import { openDispatcher } from '@echochat/bots/commands/dispatch.ts';
import { commandAt } from '@echochat/bots/commands/registry.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { formCases, personWithEverything } from '../../test/form-cases.ts';
import { button, filledIn, openStory, type Voice, wordsOf } from '../../test/story.ts';
import { withoutHurry } from '../../test/without-hurry.ts';

const again = 'Open the form again';

let core: TestCore;
let mia: Voice;
let ctx: CommandContext;
beforeAll(async () => {
  core = await openTestCore();
  await withoutHurry(core);
  const { mia: person } = await personWithEverything(core);
  mia = openStory(core)(person);
  ctx = await openDispatcher(core).context(person.userId, 'playground');
});
afterAll(() => core.close());

/** All that submitting a form gives beside its fields. */
async function besideIn(form: Form): Promise<Values> {
  const read = readActionId(form.id);
  const command = read && commandAt(read.path);
  if (!read || !command) throw new Error(`the form's id is ${form.id}`);
  const kept = read.kept === undefined ? {} : await ctx.api.forms.getValues({ path: read.path, key: read.kept });
  return { ...kept, ...valuesOfId(read, Object.keys(command.options)) };
}

describe('a form loses nothing that was typed', () => {
  test('whatever of whichever command is wrong', { timeout: 240_000 }, async () => {
    const cases = await formCases(ctx);
    const lost: string[] = [];
    for (const { path, field, wrong, right, beside } of cases) {
      const given = { ...right, ...beside, [field]: wrong };
      const refused = await mia.presses(path.replace(' ', '.'), given);
      const shown = 'card' in refused ? refused.card.actions.find(({ label }) => label === again) : undefined;
      const opened = shown && (await mia.presses(shown.id));
      if (!opened || 'card' in opened) {
        lost.push(`/${path} with ${field}:${wrong} leads to ${JSON.stringify(opened ?? refused)}`);
        continue;
      }
      const there = { ...(await besideIn(opened.form)), ...filledIn(opened) };
      // A menu cannot show what is none of its choices.
      const isShown = (name: string) => name !== field || commandAt(path)?.options[name]?.asked.kind !== 'choice';
      for (const [name, value] of Object.entries(given).filter(([name]) => isShown(name)))
        if (there[name] !== value)
          lost.push(`/${path} with ${field}:${wrong}: ${name} was ${value}, is ${there[name]}`);
      if (!opened.form.fields.some(({ name }) => name === field)) lost.push(`/${path} does not ask again for ${field}`);
    }
    expect(lost).toEqual([]);
    expect(cases.length).toBeGreaterThan(100);
  });

  test('nor do the buttons with what may be meant', async () => {
    const asked = await mia.says(
      '/session create when:"friday" title:"Physics with diagrams and a quiz at the end" private:yes minutes:90',
    );
    const preview = await mia.presses(button(asked, 'Fri 5 Mar, 18:00'));
    expect(wordsOf(preview)).toContain('Physics with diagrams and a quiz at the end');
    expect(wordsOf(preview)).toContain('18:00');
    await mia.presses(button(preview, 'Plan it'));
    const [made] = await core.services.database.prisma.scheduledSession.findMany({ orderBy: { id: 'desc' }, take: 1 });
    expect(made).toMatchObject({ duration: 90, isPublic: false, title: 'Physics with diagrams and a quiz at the end' });
  });
});
