import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { refusal, refusalCode } from '../../../test/refusal.ts';
import { block } from '../../../test/rows.ts';

let core: TestCore;
let guitar: number;
let spanish: number;
let spaniard: Person;
beforeAll(async () => {
  core = await openTestCore();
  spaniard = await core.newcomer('Spaniard');
  await (await spaniard.api()).auth.updateSettings({ language: 'es' });
  guitar = await core.skillId('Guitar');
  spanish = await core.skillId('Spanish');
});
afterAll(() => core.close());

const guest = () => core.as({ kind: 'guest', locale: 'es', origin: randomUUID() });
const nobody = 2_000_000_000;
/** Past what an id's column holds. */
const beyond = 2 ** 40;

describe('the tree', () => {
  test('begins with the fields; below each is what it holds', async () => {
    const fields = await guest().skills.getCategories({});
    const music = fields.find((field) => field.slug === 'music');
    expect(music).toMatchObject({ name: 'Música', path: [] });
    const below = await guest().skills.getCategories({ parentId: music?.id ?? 0 });
    expect(below).toHaveLength(music?.childCount ?? -1);
    expect(below.find((skill) => skill.slug === 'guitar')).toMatchObject({ name: 'Guitarra', path: ['Música'] });
  });

  test('is filtered by type; below nothing is nothing', async () => {
    const athletic = await guest().skills.getCategories({ type: 'athletic' });
    expect(athletic.length).toBeGreaterThan(0);
    expect(new Set(athletic.map((field) => field.type))).toEqual(new Set(['athletic']));
    expect(await guest().skills.getCategories({ parentId: nobody })).toEqual([]);
  });

  test('answers what is typed: exactly, by beginning, by resemblance', async () => {
    expect((await guest().skills.suggestCategories({ query: 'guitarra' })).exact?.slug).toBe('guitar');
    const typo = await guest().skills.suggestCategories({ query: 'gutiar' });
    expect(typo.exact).toBeNull();
    expect(typo.suggestions.map((skill) => skill.slug)).toContain('guitar');
    const field = await guest().skills.suggestCategories({ query: 'music' });
    expect(field.exact).toBeNull();
  });
});

describe('one’s own skills', () => {
  test('are added, listed with teaching first, changed and removed', async () => {
    const ana = await core.newcomer('Ana');
    const skills = (await ana.api()).skills;
    const description = ' Thirty \u200b years\u202e ';
    const wish = await skills.addSkill({ categoryId: spanish, type: 'learn', proficiencyLevel: 2 });
    const taught = await skills.addSkill({ categoryId: guitar, type: 'teach', proficiencyLevel: 7, description });
    expect(taught).toMatchObject({
      type: 'teach',
      proficiencyLevel: 7,
      description: 'Thirty  years',
      endorsementCount: 0,
    });
    expect((await skills.getMySkills()).map(({ id }) => id)).toEqual([taught.id, wish.id]);

    const changed = await skills.updateSkill({ skillId: taught.id, proficiencyLevel: 8, description: '' });
    expect(changed).toMatchObject({ proficiencyLevel: 8, description: null });
    expect(await skills.removeSkill({ skillId: wish.id })).toEqual({ removed: wish.id });
    expect((await skills.getMySkills()).map(({ id }) => id)).toEqual([taught.id]);
  });

  test('can be taught and wanted at once, but each only once', async () => {
    const skills = (await (await core.newcomer('Bea')).api()).skills;
    const skill = { categoryId: guitar, type: 'teach', proficiencyLevel: 7 } as const;
    await skills.addSkill(skill);
    await skills.addSkill({ ...skill, type: 'learn' });
    expect(await refusal(skills.addSkill(skill))).toMatchObject({
      code: 'skill_exists',
      params: { skill: 'Guitar', kind: 'teach' },
    });
  });

  test('several at once are all added or none, and what is there already stays as it is', async () => {
    const person = await core.newcomer('Gil');
    const { skills } = await person.api();
    const chess = await core.skillId('Chess');
    await skills.addSkill({ categoryId: guitar, type: 'teach', proficiencyLevel: 7 });
    const several = { categoryIds: [chess, guitar, chess], type: 'teach' as const, proficiencyLevel: 3 };
    const halves = [
      { ...several, categoryIds: [chess, nobody] },
      { ...several, wishes: ['Falconry', '???'] },
    ];
    for (const half of halves)
      expect(await refusalCode(skills.addSkills(half))).toMatch(/^(skill_unknown|wish_empty)$/);
    expect([(await skills.getMySkills()).length, await skills.getMyWishes()]).toEqual([1, []]);

    const added = await skills.addSkills({ ...several, wishes: ['Falconry'] });
    expect(added.map(({ category }) => category.id)).toEqual([chess]);
    const mine = (await skills.getMySkills()).map(({ category, proficiencyLevel }) => [category.id, proficiencyLevel]);
    expect(new Map(mine as [number, number][])).toEqual(
      new Map([
        [guitar, 7],
        [chess, 3],
      ]),
    );
    expect(await skills.getMyWishes()).toMatchObject([{ type: 'teach', text: 'Falconry' }]);
    expect(await refusalCode(skills.addSkills({ ...several, categoryIds: Array(21).fill(chess) }))).toBe(
      'invalid_input',
    );
  });

  test('what there is not, and a whole field, cannot be added; a level has its bounds', async () => {
    const skills = (await (await core.newcomer('Cal')).api()).skills;
    const add = (categoryId: number, proficiencyLevel = 5) =>
      refusalCode(skills.addSkill({ categoryId, type: 'teach', proficiencyLevel }));
    const [field] = await guest().skills.getCategories({});
    expect(await add(nobody)).toBe('skill_unknown');
    expect(await add(field?.id ?? 0)).toBe('skill_unknown');
    expect(await add(guitar, 0)).toBe('invalid_input');
    expect(await add(guitar, 11)).toBe('invalid_input');
  });

  test('of somebody else are not found', async () => {
    const dora = await core.learner('Dora', { teaches: { Guitar: 7 } });
    const [skill] = await (await dora.api()).skills.getMySkills();
    const skillId = skill?.id ?? 0;
    const other = (await (await core.newcomer('Eli')).api()).skills;
    expect(await refusalCode(other.updateSkill({ skillId, proficiencyLevel: 1 }))).toBe('skill_not_found');
    expect(await refusalCode(other.removeSkill({ skillId }))).toBe('skill_not_found');
    expect(await (await dora.api()).skills.getMySkills()).toEqual([skill]);
  });

  test('an id that no row can have is refused as any wrong one, never as a fault of ours', async () => {
    const skills = (await (await core.newcomer('Ewa')).api()).skills;
    for (const call of [
      () => skills.removeSkill({ skillId: beyond }),
      () => skills.updateSkill({ skillId: beyond }),
      () => skills.endorseSkill({ skillId: beyond }),
      () => skills.getUserProfile({ userId: beyond }),
      () => skills.addSkill({ categoryId: beyond, type: 'teach', proficiencyLevel: 5 }),
    ])
      expect(await refusalCode(call())).not.toBe('internal');
  });

  test('are as many as the plan allows, also when all are added at once', async () => {
    const finn = await core.newcomer('Finn');
    const actor = await finn.actor();
    const limited = { ...actor, plan: { ...actor.plan, maxSkills: 3 } };
    const { suggestions } = await guest().skills.suggestCategories({ query: '', limit: 8 });
    const adding = suggestions.map(({ id }) =>
      core.as(limited).skills.addSkill({ categoryId: id, type: 'teach', proficiencyLevel: 5 }),
    );
    const refused = (await Promise.allSettled(adding)).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(5);
    expect(await (await finn.api()).skills.getMySkills()).toHaveLength(3);
    const late = { categoryId: spanish, type: 'learn', proficiencyLevel: 1 } as const;
    expect(await refusal(core.as(limited).skills.addSkill(late))).toMatchObject({
      code: 'skill_limit',
      params: { limit: 3 },
    });
  });
});

describe('a profile', () => {
  test('shows the skills and interests in the reader’s language', async () => {
    const gus = await core.learner('Gus', { teaches: { Guitar: 7 } });
    await (await gus.api()).profile.updateMyProfile({ interests: [spanish], headline: 'Plays' });
    const seen = await (await spaniard.api()).skills.getUserProfile({ userId: gus.userId });
    expect(seen).toMatchObject({ handle: 'gus', headline: 'Plays', interests: [{ name: 'Español' }] });
    expect(seen.skills.map(({ category }) => category.name)).toEqual(['Guitarra']);
  });

  test('shows a change at once', async () => {
    const hal = await core.learner('Hal', { teaches: { Guitar: 7 } });
    const read = async () =>
      (await (await spaniard.api()).skills.getUserProfile({ userId: hal.userId })).skills[0]?.proficiencyLevel;
    expect(await read()).toBe(7);
    const [skill] = await (await hal.api()).skills.getMySkills();
    await (await hal.api()).skills.updateSkill({ skillId: skill?.id ?? 0, proficiencyLevel: 9 });
    expect(await read()).toBe(9);
  });

  test('is not found for nobody and for a gone account; nobody is not remembered for who comes later', async () => {
    const { prisma } = core.services.database;
    const ida = await core.newcomer('Ida');
    await prisma.user.update({ where: { id: ida.userId }, data: { deletedAt: new Date() } });
    expect(await refusalCode((await spaniard.api()).skills.getUserProfile({ userId: ida.userId }))).toBe(
      'person_not_found',
    );

    expect(await refusalCode((await spaniard.api()).skills.getUserProfile({ userId: ida.userId + 1 }))).toBe(
      'person_not_found',
    );
    const next = await core.newcomer('Next');
    expect(next.userId).toBe(ida.userId + 1);
    expect((await (await spaniard.api()).skills.getUserProfile({ userId: next.userId })).handle).toBe('next');
  });

  test('is hidden both ways once one has blocked the other', async () => {
    const [jo, kit] = [await core.newcomer('Jo'), await core.newcomer('Kit')];
    await block(core, jo.userId, kit.userId);
    const read = async (reader: typeof jo, userId: number) =>
      refusalCode((await reader.api()).skills.getUserProfile({ userId }));
    expect(await read(jo, kit.userId)).toBe('person_not_found');
    expect(await read(kit, jo.userId)).toBe('person_not_found');
    expect((await (await spaniard.api()).skills.getUserProfile({ userId: kit.userId })).handle).toBe('kit');
  });
});
