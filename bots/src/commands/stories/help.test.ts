import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { button, cardOf, labelsOf, openStory, type Voice, wordsOf } from '../../../test/story.ts';
import { withoutHurry } from '../../../test/without-hurry.ts';
import { commands } from '../registry.ts';

let core: TestCore;
let ana: Voice;
beforeAll(async () => {
  core = await openTestCore();
  ana = openStory(core)(await core.newcomer('Ana'));
  await withoutHurry(core);
});
afterAll(() => core.close());

describe('help', () => {
  test('names every command', async () => {
    const words = wordsOf(await ana.says('/help'));
    for (const { path } of commands) expect(words).toContain(path.split(' ').at(-1));
  });

  test.each(commands)(
    'explains /$path with its options, but not those that only buttons say',
    async ({ path, options }) => {
      const { rows } = cardOf(await ana.says(`/help ${path}`));
      expect(rows.map(({ title }) => title)).toEqual([`/${path}`]);
      for (const [name, { hidden, required }] of Object.entries(options)) {
        const shown = required ? `\`${name}:\`` : `[\`${name}:\`]`;
        expect(rows[0]?.text.includes(shown), name).toBe(!hidden);
      }
    },
  );

  test('explains a group', async () => {
    expect(cardOf(await ana.says('/help match')).rows.map(({ title }) => title)).toContain('/match partners');
    expect(cardOf(await ana.says('/help /Skills')).rows).toHaveLength(6);
  });

  test('says so where there is no such command', async () => {
    expect(wordsOf(await ana.says('/help flying'))).toContain('There is no command called “flying”');
  });

  test('is one press away from whatever is no command', async () => {
    const lost = await ana.says('/mtach find');
    expect(labelsOf(lost)).toEqual(['/match find', 'Help']);
    expect(cardOf(await ana.presses(button(lost, 'Help'))).title).toBe('What you can do');
    expect(labelsOf(await ana.says('/hlep'))).toContain('/help');
    expect(cardOf(await ana.says('')).title).toBe('What you can do');
  });
});
