import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { waitingEvents } from '../../../test/jobs.ts';
import { refusalCode } from '../../../test/refusal.ts';
import { answerWishes } from './answer-wishes.ts';
import { dropSkillTree } from './load-tree.ts';
import { maxWishes } from './wishes.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const prisma = () => core.services.database.prisma;
/** A skill comes into the tree, as an upgrade brings one. */
async function arrives(name: string, alias: string) {
  const field = await prisma().skillCategory.findUniqueOrThrow({ where: { slug: 'animals' } });
  const { id } = await prisma().skillCategory.create({
    data: { slug: name.toLowerCase(), name, parentId: field.id, type: 'lifestyle', aliases: { create: { alias } } },
  });
  await dropSkillTree(core.services);
  return id;
}

describe('a wish', () => {
  test('is kept once, in whatever case, listed and forgotten', async () => {
    const { skills } = await (await core.newcomer('Ana')).api();
    const wish = await skills.keepWish({ type: 'learn', text: ' Falconry ' });
    expect(await skills.keepWish({ type: 'learn', text: 'FALCONRY!' })).toEqual(wish);
    expect(await skills.getMyWishes()).toEqual([{ id: wish.id, type: 'learn', text: 'Falconry' }]);
    const bo = (await (await core.newcomer('Bo')).api()).skills;
    await bo.dropWish({ wishId: wish.id });
    expect(await skills.getMyWishes()).toHaveLength(1);
    await skills.dropWish({ wishId: wish.id });
    expect(await skills.getMyWishes()).toEqual([]);
  });

  test.each(['idk', 'nada', '???', '<@123>', 'x', '1234'])('is not “%s”', async (text) => {
    const { skills } = await (await core.newcomer(`Cai ${text.length}`, `cai-${text.length}`)).api();
    expect(await refusalCode(skills.keepWish({ type: 'learn', text }))).toBe('wish_empty');
  });

  test('is one of at most twenty, also of many at once', async () => {
    const { skills } = await (await core.newcomer('Dee')).api();
    const texts = Array.from({ length: maxWishes + 3 }, (_, at) => `wish ${'abcdefghijklmnopqrstuvwxyz'.slice(at)}`);
    const codes = await Promise.all(
      texts.map((text) => refusalCode(skills.keepWish({ type: 'learn', text })).catch(() => 'kept')),
    );
    expect(codes.filter((code) => code === 'wish_limit')).toHaveLength(3);
    expect(await skills.getMyWishes()).toHaveLength(maxWishes);
  });

  test('becomes a skill when the tree comes to know it, and its people are told', async () => {
    const [eve, fay] = [await core.newcomer('Eve'), await core.newcomer('Fay')];
    await (await eve.api()).skills.keepWish({ type: 'learn', text: 'lion taming' });
    await (await fay.api()).skills.keepWish({ type: 'teach', text: 'Lion-Taming' });
    await answerWishes.run({}, core.services);
    expect(await (await eve.api()).skills.getMySkills()).toEqual([]);

    const categoryId = await arrives('Big Cat Training', 'lion taming');
    await Promise.all([1, 2].map(() => answerWishes.run({}, core.services)));
    await answerWishes.run({}, core.services);
    for (const [who, type] of [
      [eve, 'learn'],
      [fay, 'teach'],
    ] as const) {
      const { skills } = await who.api();
      expect(await skills.getMySkills()).toMatchObject([{ type, category: { id: categoryId } }]);
      expect(await skills.getMyWishes()).toEqual([]);
    }
    const told = (await waitingEvents(core)).filter(({ type }) => type === 'skill.arrived');
    expect(told).toEqual([
      { type: 'skill.arrived', v: 1, to: eve.userId, categoryId },
      { type: 'skill.arrived', v: 1, to: fay.userId, categoryId },
    ]);
  });

  test('that a full list has no place for stays one', async () => {
    const gil = await core.newcomer('Gil');
    const { skills } = await gil.api();
    await skills.keepWish({ type: 'learn', text: 'dragon taming' });
    const limit = (await gil.actor()).plan.maxSkills;
    const some = await prisma().skillCategory.findMany({ where: { parentId: { not: null } }, take: limit });
    await prisma().userSkill.createMany({
      data: some.map(({ id }) => ({ userId: gil.userId, categoryId: id, type: 'learn' as const, proficiencyLevel: 1 })),
    });
    await arrives('Dragons', 'dragon taming');
    await answerWishes.run({}, core.services);
    expect(await skills.getMyWishes()).toHaveLength(1);
  });
});

describe('the wishes of a community', () => {
  const speaks = async (name: string, externalId: string, isOrganiser: boolean) => {
    const said = await core.as({ kind: 'system', name: 'test' }).auth.identify({
      platform: 'discord',
      externalId: `d-${name}`,
      handle: name,
      displayName: name,
      community: { externalId, name: externalId, isOrganiser },
    });
    return { communityId: said.communityId ?? 0, api: core.as(await core.actor(said.userId, 'discord')) };
  };

  test('are counted for its organisers alone, and without those of others', async () => {
    const [hal, ivy, jo] = [
      await speaks('hal', 'here', true),
      await speaks('ivy', 'here', false),
      await speaks('jo', 'there', true),
    ];
    await hal.api.skills.keepWish({ type: 'learn', text: 'Bagpipes' });
    await ivy.api.skills.keepWish({ type: 'teach', text: 'bagpipes' });
    await ivy.api.skills.keepWish({ type: 'learn', text: 'see https://spam.example/x' }).catch(() => null);
    await ivy.api.skills.keepWish({ type: 'learn', text: 'Curling' });
    await jo.api.skills.keepWish({ type: 'learn', text: 'Curling' });
    const { communityId } = hal;
    expect(await hal.api.communities.getSkillWishes({ communityId })).toEqual([
      { text: 'Bagpipes', teach: 1, learn: 1 },
      { text: 'Curling', teach: 0, learn: 1 },
    ]);
    for (const { api } of [ivy, jo])
      expect(await refusalCode(api.communities.getSkillWishes({ communityId }))).toBe('not_organiser');
  });
});

describe('a whole field', () => {
  test('is something to learn, and who teaches any of it is found', async () => {
    const kim = await core.learner('Kim', { teaches: { Juggling: 8 } });
    const lou = await core.learner('Lou', { teaches: { Cello: 8 }, learns: { Chess: 2 } });
    const { id: music } = await prisma().skillCategory.findUniqueOrThrow({ where: { slug: 'music' } });
    const api = await kim.api();
    const whole = { categoryId: music, proficiencyLevel: 2 };
    expect(await refusalCode(api.skills.addSkill({ ...whole, type: 'teach' }))).toBe('skill_unknown');
    await api.skills.addSkill({ ...whole, type: 'learn' });
    const { matches } = await api.matching.generateMatches({ limit: 5 });
    expect(matches.map(({ them }) => them.userId)).toContain(lou.userId);
  });
});
