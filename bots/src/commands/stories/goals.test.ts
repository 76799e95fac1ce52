import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import { button, cardOf, filledIn, formOf, labelsOf, openStory, type Voice, wordsOf } from '../../../test/story.ts';

let core: TestCore;
let ana: Voice;
beforeAll(async () => {
  core = await openTestCore();
  ana = openStory(core)(await core.newcomer('Ana'));
});
afterAll(() => core.close());

describe('goals', () => {
  test('one is set, with the day and the skill that it is about', async () => {
    const set = await ana.says('/goals add title:"Play one song on guitar" by:+30 about:"By heart"');
    expect(wordsOf(set)).toContain('This counts as a goal in Guitar');
    expect(wordsOf(set)).toContain('by 31 Mar 2027');
    expect(wordsOf(set)).toContain('By heart');
  });

  test('it is reached step by step, and that is celebrated once', async () => {
    const form = await ana.presses(button(await ana.says('/goals'), 'Update'));
    expect(filledIn(form)).toMatchObject({ progress: '0', title: 'Play one song on guitar', by: '2027-03-31' });
    const half = await ana.presses(formOf(form).id, { ...filledIn(form), progress: '50' } as Record<string, string>);
    expect(cardOf(half).title).toBe('Goal updated');
    expect(cardOf(await ana.says('/goals update goal:"play one song on guitar" progress:100')).tone).toBe('celebrate');
    expect(cardOf(await ana.says('/goals update goal:"play one song on guitar" progress:100')).tone).toBe('learn');
    expect(wordsOf(await ana.says('/goals'))).toContain('None open, 1 reached.');
  });

  test('one is let go of after asking once', async () => {
    const ask = await ana.says('/goals remove "Play one song on guitar"');
    expect(wordsOf(ask)).toContain('100 % will be gone');
    expect(cardOf(await ana.presses(button(ask, 'Remove it'))).title).toBe('Goal removed');
    expect(wordsOf(await ana.presses(button(ask, 'Remove it')))).toContain('is not one of your goals');
    expect(wordsOf(await ana.says('/goals'))).toContain('A small one is a good one');
  });

  test('a long title is a button like any other', async () => {
    await ana.says(`/goals add title:"${'Learn to cook for forty 🍲 '.repeat(7).trim()}"`);
    await ana.says('/goals add title:Other');
    const which = await ana.says('/goals update goal:none progress:5');
    expect(labelsOf(which).some((label) => label.startsWith('Learn to cook'))).toBe(true);
  });

  test('without a title the question comes, with only unseen signs as well', async () => {
    expect(formOf(await ana.says('/goals add')).title).toBe('A new goal');
    expect(formOf(await ana.says('/goals add title:"\u200b\u202e"')).title).toBe('A new goal');
  });
});
