import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { refusalCode } from '../../../test/refusal.ts';
import { block, partnershipRow } from '../../../test/rows.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

/** Somebody who stands beside, met by nobody and blocking nobody. */
const bystander = async () => (await core.newcomer(`seer_${randomUUID().slice(0, 8)}`)).api();
const remove = (userId: number) =>
  core.services.database.prisma.user.update({ where: { id: userId }, data: { deletedAt: new Date() } });

describe('who teaches or wants a skill', () => {
  test('the skill itself before its parts, pages without repeats, each person once', async () => {
    const people = [
      await core.learner('P_piano', { teaches: { Piano: 3 } }),
      await core.learner('P_jazz', { teaches: { 'Jazz Piano': 9 } }),
      await core.learner('P_both', { teaches: { Piano: 8, 'Jazz Piano': 9 } }),
    ];
    const categoryId = await core.skillId('Piano');
    const search = async (limit: number, offset: number) =>
      (await bystander()).discovery.searchBySkill({ categoryId, type: 'teach', limit, offset });
    const all = await search(10, 0);
    expect(all.items.map(({ handle, skill, level }) => [handle, skill, level])).toEqual([
      ['p_both', 'Piano', 8],
      ['p_piano', 'Piano', 3],
      ['p_jazz', 'Jazz Piano', 9],
    ]);
    expect(all.total).toBe(people.length);
    const pages = [await search(2, 0), await search(2, 2)];
    expect(pages.flatMap(({ items }) => items)).toEqual(all.items);
    expect(pages.map(({ total }) => total)).toEqual([3, 3]);
  });

  test('teaching and wanting are apart; the viewer is not among them', async () => {
    const vio = await core.learner('Vio', { teaches: { Violin: 7 } });
    await core.learner('Lin', { learns: { Violin: 1 } });
    const categoryId = await core.skillId('Violin');
    const seen = async (type: 'teach' | 'learn') =>
      (await (await vio.api()).discovery.searchBySkill({ categoryId, type })).items.map(({ handle }) => handle);
    expect(await seen('learn')).toEqual(['lin']);
    expect(await seen('teach')).toEqual([]);
  });

  test('who is gone or on either side of a block is hidden, from those two alone', async () => {
    const [eye, one, two, gone] = await Promise.all(
      ['Eye', 'One', 'Two', 'Gone'].map((name) => core.learner(name, { teaches: { Chess: 5 } })),
    );
    if (!eye || !one || !two || !gone) throw new Error('four people');
    await block(core, eye.userId, one.userId);
    await block(core, two.userId, eye.userId);
    await remove(gone.userId);
    const categoryId = await core.skillId('Chess');
    const seen = async (person: typeof eye) =>
      (await (await person.api()).discovery.searchBySkill({ categoryId, type: 'teach' })).items.map(
        ({ handle }) => handle,
      );
    expect(await seen(eye)).toEqual([]);
    expect(await seen(one)).toEqual(['two']);
    expect((await (await bystander()).discovery.searchBySkill({ categoryId, type: 'teach' })).total).toBe(3);
  });

  test('a skill that there is not is refused', async () => {
    const call = (await bystander()).discovery.searchBySkill({ categoryId: 2_000_000_000, type: 'teach' });
    expect(await refusalCode(call)).toBe('skill_unknown');
  });
});

describe('people by name', () => {
  const find = async (query: string) => {
    const { exact, people } = await (await bystander()).discovery.findPeople({ query, limit: 25 });
    return { exact: exact?.handle ?? null, people: people.map(({ handle }) => handle) };
  };

  test('by the beginning of a handle or of a part of the name, case aside', async () => {
    await core.newcomer('Zofia');
    const system = core.as({ kind: 'system', name: 'test' });
    const named = { platform: 'playground', externalId: 'U1', handle: 'oz', displayName: 'Óscar ZOFIANO' } as const;
    await system.auth.identify(named);
    expect(await find('@ZOFI')).toEqual({ exact: null, people: ['zofia', 'oz'] });
    expect(await find('zofia')).toEqual({ exact: 'zofia', people: ['zofia', 'oz'] });
    expect(await find('ósc')).toEqual({ exact: null, people: ['oz'] });
    expect((await find('ofia')).people).toEqual([]);
  });

  test('what means something in a pattern means itself', async () => {
    await core.newcomer('w_x');
    await core.newcomer('wax');
    expect(await find('w_')).toEqual({ exact: null, people: ['w_x'] });
    expect(await find('w_x')).toEqual({ exact: 'w_x', people: ['w_x'] });
    for (const wild of ['%', '_', '\\', 'w%', '%%%', "'; --"]) expect((await find(wild)).people).toEqual([]);
  });

  test('who is gone, the viewer, and who is blocked are hidden', async () => {
    const [yan, yara, yuri] = [await core.newcomer('Yan'), await core.newcomer('Yara'), await core.newcomer('Yuri')];
    await remove(yuri.userId);
    await block(core, yara.userId, yan.userId);
    expect((await find('y')).people.toSorted()).toEqual(['yan', 'yara']);
    expect(await (await yan.api()).discovery.findPeople({ query: 'y' })).toEqual({ exact: null, people: [] });
  });
});

describe('mentors', () => {
  test('are who is open to it and teaches, the most endorsed first, then the best rated', async () => {
    const mentor = async (name: string, endorsementCount: number, rating: number | null) => {
      const person = await core.learner(name, { teaches: { Cooking: 7 } });
      const { prisma } = core.services.database;
      await (await person.api()).profile.updateMyProfile({ isOpenToMentoring: true });
      await prisma.userSkill.updateMany({ where: { userId: person.userId }, data: { endorsementCount } });
      if (rating !== null) {
        const pupil = await core.newcomer(`${name}_pupil`);
        const { id } = await partnershipRow(core, person.userId, pupil.userId);
        const feedback = { partnershipId: id, wouldRecommend: true };
        await prisma.partnershipFeedback.createMany({
          data: [
            { ...feedback, reviewerId: pupil.userId, rating },
            // What they say of the pupil is no rating of theirs.
            { ...feedback, reviewerId: person.userId, rating: 1 },
          ],
        });
      }
      return person;
    };
    await mentor('M_plain', 1, null);
    await mentor('M_rated', 1, 4);
    await mentor('M_loved', 5, 3);
    await remove((await mentor('M_gone', 9, null)).userId);
    await (await (await core.newcomer('M_empty')).api()).profile.updateMyProfile({ isOpenToMentoring: true });
    const mentors = await (await bystander()).discovery.getFeaturedMentors({ limit: 10 });
    expect(mentors.map(({ handle, rating }) => [handle, rating])).toEqual([
      ['m_loved', 3],
      ['m_rated', 4],
      ['m_plain', null],
    ]);
    expect(mentors[0]?.teaches[0]?.name).toBe('Cooking');
  });
});

describe('suggestions', () => {
  test('are near to what somebody has, taught by somebody who is there, and never what they have', async () => {
    await core.learner('S_finger', { teaches: { 'Fingerstyle Guitar': 7 } });
    await remove((await core.learner('S_gone', { teaches: { 'Electric Guitar': 7 } })).userId);
    const sam = await core.learner('Sam', { teaches: { Guitar: 7 } });
    const suggested = await (await sam.api()).discovery.getSkillSuggestions();
    expect(suggested.map(({ category, teachers, because }) => [category.name, teachers, because])).toEqual([
      ['Fingerstyle Guitar', 1, 'Guitar'],
    ]);
  });
});
