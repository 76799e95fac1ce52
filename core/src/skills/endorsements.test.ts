import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { refusalCode } from '../../../test/refusal.ts';
import { block } from '../../../test/rows.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

/** Somebody who teaches the guitar and wants Spanish, and the ids of the two skills. */
async function teacher(name: string) {
  const person = await core.learner(name, { teaches: { Guitar: 7 }, learns: { Spanish: 2 } });
  const [taught, wanted] = await (await person.api()).skills.getMySkills();
  return { person, taughtId: taught?.id ?? 0, wantedId: wanted?.id ?? 0 };
}
const endorse = async (person: Person, skillId: number) => (await person.api()).skills.endorseSkill({ skillId });
const countOf = async (person: Person) => (await (await person.api()).skills.getMySkills())[0]?.endorsementCount;

describe('vouching for a skill', () => {
  test('counts, shows on the profile at once, and is counted once', async () => {
    const { person, taughtId } = await teacher('Ana');
    const bo = await core.newcomer('Bo');
    const read = async () =>
      (await (await bo.api()).skills.getUserProfile({ userId: person.userId })).skills[0]?.endorsementCount;
    expect(await read()).toBe(0);
    expect(await endorse(bo, taughtId)).toMatchObject({ endorsementCount: 1, userId: person.userId });
    expect(await read()).toBe(1);
    expect(await refusalCode(endorse(bo, taughtId))).toBe('already_endorsed');
    expect(await countOf(person)).toBe(1);
  });

  test('twice in the same instant counts once', async () => {
    const { person, taughtId } = await teacher('Cleo');
    const actor = await (await core.newcomer('Dan')).actor();
    const both = [1, 2, 3, 4].map(() => core.as(actor).skills.endorseSkill({ skillId: taughtId }));
    const answers = await Promise.allSettled(both);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await countOf(person)).toBe(1);
    expect(await core.services.database.prisma.skillEndorsement.count({ where: { skillId: taughtId } })).toBe(1);
  });

  test('by several at once counts each, and each is told another number', async () => {
    const { person, taughtId } = await teacher('Eva');
    const actors = await Promise.all(['E1', 'E2', 'E3', 'E4'].map(async (name) => (await core.newcomer(name)).actor()));
    const answers = await Promise.all(actors.map((actor) => core.as(actor).skills.endorseSkill({ skillId: taughtId })));
    expect(answers.map(({ endorsementCount }) => endorsementCount).toSorted()).toEqual([1, 2, 3, 4]);
    expect(await countOf(person)).toBe(4);
  });

  test('is for what somebody else teaches', async () => {
    const { person, taughtId, wantedId } = await teacher('Fay');
    const gil = await core.newcomer('Gil');
    expect(await refusalCode(endorse(person, taughtId))).toBe('own_skill');
    expect(await refusalCode(endorse(gil, wantedId))).toBe('skill_not_taught');
    expect(await refusalCode(endorse(gil, 2_000_000_000))).toBe('skill_not_found');
  });

  test('is refused as not found where either has blocked the other, and for a gone account', async () => {
    const { person, taughtId } = await teacher('Hal');
    const [ida, jo, kit] = [await core.newcomer('Ida'), await core.newcomer('Jo'), await core.newcomer('Kit')];
    await block(core, person.userId, ida.userId);
    await block(core, jo.userId, person.userId);
    expect(await refusalCode(endorse(ida, taughtId))).toBe('skill_not_found');
    expect(await refusalCode(endorse(jo, taughtId))).toBe('skill_not_found');
    await core.services.database.prisma.user.update({ where: { id: person.userId }, data: { deletedAt: new Date() } });
    expect(await refusalCode(endorse(kit, taughtId))).toBe('skill_not_found');
  });

  test('goes with the skill when that is removed', async () => {
    const { person, taughtId } = await teacher('Liv');
    const max = await core.newcomer('Max');
    await endorse(max, taughtId);
    await (await person.api()).skills.removeSkill({ skillId: taughtId });
    expect(await core.services.database.prisma.skillEndorsement.count({ where: { endorserId: max.userId } })).toBe(0);
  });
});
