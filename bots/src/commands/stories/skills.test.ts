import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../../test/core.ts';
import {
  button,
  cardOf,
  filledIn,
  formOf,
  idsOf,
  labelsOf,
  openStory,
  type Voice,
  wordsOf,
} from '../../../test/story.ts';
import { withoutHurry } from '../../../test/without-hurry.ts';

let core: TestCore;
let ana: Voice;
let meet: ReturnType<typeof openStory>;
beforeAll(async () => {
  core = await openTestCore();
  meet = openStory(core);
  ana = meet(await core.newcomer('Ana'));
  await withoutHurry(core);
});
afterAll(() => core.close());

describe('one’s skills', () => {
  test('one is added by a line, with everything said of it', async () => {
    const line = '/skills add skill:"Music Theory" kind:teach level:8 years:3 about:"From *scales* to fugues"';
    const added = await ana.says(line);
    expect(cardOf(added)).toMatchObject({ title: 'You teach Music Theory', tone: 'teach' });
    expect(wordsOf(added)).toContain('●●●●○ 8/10 · 3 years\nFrom *scales* to fugues');
    expect(wordsOf(await ana.says(line))).toContain('Music Theory is already on your list to teach');
  });

  test('what a line leaves out is asked, and what it says is kept', async () => {
    const form = await ana.says('/skills add guitar kind:learn');
    expect(filledIn(form)).toMatchObject({ skill: 'guitar', kind: 'learn', level: undefined });
    const added = await ana.presses(formOf(form).id, {
      skill: 'guitar',
      kind: 'learn',
      level: '2',
      years: '',
      about: '',
    });
    expect(cardOf(added)).toMatchObject({ title: 'You want to learn Guitar', tone: 'learn' });
  });

  test('a misspelt one offers what may be meant; pressing it goes on from there', async () => {
    const unsure = await ana.says('/skills add skill:Pyhton kind:learn level:1');
    expect(cardOf(await ana.presses(button(unsure, '🐍 Python'))).title).toBe('You want to learn Python');
  });

  test('however much else was said, the buttons hold it', async () => {
    const kim = meet(await core.newcomer('Kim'));
    const unsure = await kim.says(
      `/skills add skill:Ukulelle kind:teach level:1 about:"${'So much fun. '.repeat(20)}"`,
    );
    const added = await kim.presses(idsOf(unsure)[0] ?? '');
    expect(cardOf(added)).toMatchObject({ title: 'You teach Ukulele', tone: 'teach' });
    expect(wordsOf(added)).toContain('So much fun. So much fun.');
  });

  test('the list pages by five', async () => {
    for (const skill of ['Chess', 'Origami', 'Sewing', 'Juggling'])
      await ana.says(`/skills add skill:${skill} kind:learn level:1`);
    const first = await ana.says('/skills');
    expect(cardOf(first).rows).toHaveLength(5);
    expect(cardOf(first).footer).toBe('Page 1 of 2 · 7 in all');
    const second = await ana.presses(button(first, 'Next'));
    expect(cardOf(second).rows).toHaveLength(2);
    expect(cardOf(await ana.says('/skills list page:99')).rows).toHaveLength(2);
  });

  test('one is changed from the list; what the form shows is what is kept', async () => {
    const list = await ana.says('/skills');
    const id = idsOf(list).find((one) => one.startsWith('skills.update:')) ?? '';
    const form = await ana.presses(id);
    const saved = await ana.presses(formOf(form).id, { ...filledIn(form), level: '9', about: '' } as Record<
      string,
      string
    >);
    expect(wordsOf(saved)).toContain('9/10');
    expect(cardOf(saved).rows[0]?.text).not.toContain('\n');
  });

  test('what is learnt and taught alike is told apart by its kind', async () => {
    await ana.says('/skills add skill:Chess kind:teach level:4');
    const which = await ana.says('/skills update skill:chess level:5');
    expect(labelsOf(which).filter((label) => label.includes('Chess'))).toHaveLength(2);
    expect(cardOf(await ana.says('/skills update skill:chess kind:teach level:5')).tone).toBe('teach');
  });

  test('one is removed after asking once, and can be put back', async () => {
    const ask = await ana.says('/skills remove "music theory"');
    expect(cardOf(ask).title).toBe('Remove Music Theory?');
    expect(cardOf(await ana.presses(button(ask, 'Keep it'))).title).toBe('Your skills');
    const gone = await ana.presses(button(ask, 'Remove it'));
    expect(cardOf(gone).title).toBe('Music Theory is off your list');
    expect(wordsOf(await ana.presses(button(ask, 'Remove it')))).toContain('is not one of your skills');
    expect(cardOf(await ana.presses(button(gone, 'Put it back'))).title).toBe('You teach Music Theory');
    for (const sure of ['constructor', 'no', 'off'])
      expect(cardOf(await ana.says(`/skills remove skill:"music theory" sure:${sure}`)).title).not.toContain('is off');
  });

  test('a plan holds so many and no more', async () => {
    const bo = meet(await core.newcomer('Bo'));
    const fields = await (await bo.api()).skills.getCategories({});
    const below = await (await bo.api()).skills.getCategories({ parentId: fields[0]?.id ?? 0 });
    const api = await bo.api();
    for (const { id } of below.slice(0, 10)) {
      await api.skills.addSkill({ categoryId: id, type: 'learn', proficiencyLevel: 1 });
      await api.skills.addSkill({ categoryId: id, type: 'teach', proficiencyLevel: 1 });
    }
    const full = await bo.says('/skills add skill:Chess kind:learn level:1');
    expect(wordsOf(full)).toContain('20 skills are the most of your plan');
  });
});

describe('looking around', () => {
  test('from the fields down to who teaches it, and back up', async () => {
    await core.learner('Mei', { teaches: { Guitar: 9, Ukulele: 7 } });
    const top = await ana.says('/skills browse');
    const music = await ana.presses(idsOf(top).find((id) => id.includes('music')) ?? 'skills.browse:music');
    expect(cardOf(music).title).toBe('Music');
    const guitar = await ana.presses('skills.browse:guitar');
    expect(wordsOf(guitar)).toContain('Music › Guitar');
    expect(labelsOf(guitar)).toContain('Add it to my skills');
    expect(cardOf(await ana.presses(button(guitar, 'All fields'))).title).toBe('What people teach here');
    const who = await ana.says('/discover skill guitar');
    expect(wordsOf(who)).toContain('Mei');
    expect(cardOf(await ana.presses(button(who, 'Who wants to learn it'))).title).toBe('Who wants to learn Guitar');
    expect(cardOf(await ana.presses(button(who, 'Profile'))).title).toBe('Mei · @mei');
  });

  test('every page of the tree opens, and every button on it', async () => {
    const seen = new Set<string>();
    const open = async (id: string): Promise<void> => {
      if (seen.has(id) || seen.size >= 60) return;
      seen.add(id);
      for (const next of idsOf(await ana.presses(id))) if (next.startsWith('skills.browse')) await open(next);
    };
    await open('skills.browse');
    expect(seen.size).toBe(60);
  });

  test('suggestions lead to a skill that is wanted', async () => {
    const ideas = await ana.says('/discover suggestions');
    const form = await ana.presses(button(ideas, 'I want this'));
    expect(filledIn(form)).toMatchObject({ kind: 'learn' });
  });
});
