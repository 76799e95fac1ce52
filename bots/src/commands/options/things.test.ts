import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../../test/core.ts';
import { contextOf, problemOf, readBy } from '../../../test/reading.ts';
import type { CommandContext } from '../context.ts';
import { field } from './field.ts';
import { choiceLabel } from './plain.ts';
import { goal, match, mySkill, partner, person, skill } from './things.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let en: CommandContext;
let es: CommandContext;
beforeAll(async () => {
  core = await openTestCore();
  ana = await core.learner('Ana', { teaches: { Guitar: 7, Python: 9 }, learns: { Python: 2, Chess: 1 } });
  bo = await core.learner('Bo', { teaches: { Chess: 6 }, learns: { Guitar: 3 } });
  await core.learner('Bobby', {});
  [en, es] = [await contextOf(core, ana), await contextOf(core, ana, 'es')];
});
afterAll(() => core.close());

const alternatives = async (...given: Parameters<typeof problemOf>) =>
  (await problemOf(...given)).alternatives.map(({ value }) => value);

describe('a skill', () => {
  test.each([' GUITAR ', 'guitarra', 'tocar la guitarra', 'guitar'])(
    'is known by name, alias and slug: %s',
    async (typed) => {
      expect(await readBy(skill, typed, en)).toMatchObject({ slug: 'guitar' });
    },
  );

  test('that is misspelt offers what may be meant', async () => {
    expect(await readBy(skill, 'Gutiar', en)).toBe('problems.skill_like');
    expect(await alternatives(skill, 'Gutiar', en)).toContain('guitar');
  });

  test.each(['underwater basket weaving on mars', 'constructor', '\0', '‮', 'x'.repeat(10_000), '%'])(
    '%j is none',
    async (typed) => {
      expect(await readBy(skill, typed, en)).toMatch(/^problems\.skill/);
    },
  );

  test('is not a whole field; browsing takes both', async () => {
    expect(await readBy(skill, 'Music', en)).toMatch(/^problems\.skill/);
    expect(await readBy(field, 'Música', es)).toMatchObject({ slug: 'music' });
    expect(await readBy(field, 'guitar', en)).toMatchObject({ slug: 'guitar' });
    expect(await alternatives(field, 'zzzzzzzz', en)).toHaveLength(5);
  });
});

describe('a person', () => {
  test.each(['bo', '@bo', ' BO ', 'Bo'])('is known by handle and by name: %s', async (typed) => {
    expect(await readBy(person, typed, en)).toMatchObject({ userId: bo.userId });
  });

  test('may be oneself', async () => {
    expect(await readBy(person, '@Ana', en)).toMatchObject({ userId: ana.userId });
  });

  test('that is only begun offers who may be meant', async () => {
    expect(await alternatives(person, 'bob', en)).toEqual(['@bobby']);
    expect(await readBy(person, 'zoe', en)).toBe('problems.person');
  });

  test.each(['%', '_', '\\', "'; --", '\0', 'x'.repeat(10_000), '🎸'])('%j is nobody', async (typed) => {
    expect(await readBy(person, typed, en)).toMatch(/^problems\.person/);
  });
});

describe('what is one’s own', () => {
  test('a skill by name; its kind decides between two, in the person’s own words', async () => {
    expect(await readBy(mySkill, 'chess', en)).toMatchObject({ type: 'learn' });
    expect(await readBy(mySkill, 'python', en)).toBe('problems.which');
    expect(await alternatives(mySkill, 'python', en)).toHaveLength(2);
    expect(await readBy(mySkill, 'python', en, { kind: 'Teach' })).toMatchObject({ type: 'teach' });
    expect(await readBy(mySkill, 'python', es, { kind: choiceLabel(es, 'learn') })).toMatchObject({ type: 'learn' });
    expect(await readBy(mySkill, 'chess', en, { kind: 'nonsense' })).toMatchObject({ type: 'learn' });
  });

  test('is never somebody else’s', async () => {
    const theirs = await (await bo.api()).skills.getMySkills();
    for (const { id } of theirs) expect(await readBy(mySkill, String(id), en)).toBe('problems.own_skill');
    expect(await alternatives(mySkill, 'zzz', en)).toHaveLength(4);
  });

  test('a goal by title or number', async () => {
    const { id } = await (await ana.api()).goals.createGoal({ title: 'Play one song' });
    expect(await readBy(goal, 'play ONE song', en)).toMatchObject({ id });
    expect(await readBy(goal, ` ${id} `, en)).toMatchObject({ id });
    expect(await readBy(goal, String(id), await contextOf(core, bo))).toBe('problems.goal');
  });

  test('nobody is a partner yet', async () => {
    expect(await readBy(partner, '@bo', en)).toBe('problems.partner');
  });
});

describe('a match', () => {
  test.each<[string, number | string]>([
    ['42', 42],
    ['#42', 42],
    ['99999999999', 'problems.match'],
    ['-1', 'problems.match'],
    ['42; drop', 'problems.match'],
    ['Bo', 'problems.match'],
  ])('is a number: %s', async (typed, value) => {
    expect(await readBy(match, typed, en)).toBe(value);
  });

  test('or the name of who is proposed', async () => {
    const { matches } = await (await ana.api()).matching.generateMatches({});
    for (const typed of ['bo', '@bo', ' BO ']) expect(await readBy(match, typed, en)).toBe(matches[0]?.id);
    for (const [typed, count] of [
      ['', 1],
      ['@B', 1],
      [String(matches[0]?.id), 1],
      ['zoe', 0],
    ] as const)
      expect(await match.suggest?.(typed, en), typed).toHaveLength(count);
    expect(await alternatives(match, 'Zoe', en)).toEqual([String(matches[0]?.id)]);
  });
});
