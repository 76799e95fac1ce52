import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountsToJoin } from '../../../test/accounts.ts';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { block, community } from '../../../test/rows.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());

const prisma = () => core.services.database.prisma;
const skill = async (person: Person, name: string, type: 'teach' | 'learn', level: number, more = {}) =>
  prisma().userSkill.create({
    data: { userId: person.userId, categoryId: await core.skillId(name), type, proficiencyLevel: level, ...more },
  });

describe('joining two accounts loses nothing', () => {
  test('a skill that both have keeps the higher level and every endorser once, never oneself', async () => {
    const { older, third, younger, join } = await accountsToJoin(core);
    const fourth = await core.newcomer(`fourth-${older.userId}`);
    const mine = await skill(older, 'Guitar', 'teach', 4, { description: 'Old' });
    const theirs = await skill(younger, 'Guitar', 'teach', 8, { yearsExperience: 12 });
    await skill(younger, 'Chess', 'learn', 2);
    for (const [skillId, endorserId] of [
      [mine.id, third.userId],
      [theirs.id, third.userId],
      [theirs.id, fourth.userId],
      [theirs.id, older.userId],
      [mine.id, younger.userId],
    ] as const)
      await prisma().skillEndorsement.create({ data: { skillId, endorserId } });
    await join();
    const skills = await (await older.api()).skills.getMySkills();
    expect(
      skills.map(({ category, proficiencyLevel, endorsementCount }) => [
        category.name,
        proficiencyLevel,
        endorsementCount,
      ]),
    ).toEqual([
      ['Guitar', 8, 2],
      ['Chess', 2, 0],
    ]);
    expect(skills[0]).toMatchObject({ id: mine.id, description: 'Old', yearsExperience: 12 });
    const left = await prisma().skillEndorsement.findMany({
      where: { skillId: mine.id },
      orderBy: { endorserId: 'asc' },
    });
    expect(left.map(({ endorserId }) => endorserId)).toEqual([third.userId, fourth.userId]);
  });

  test('what both vouched for counts once, what one did goes on counting', async () => {
    const { older, third, younger, join } = await accountsToJoin(core);
    const both = await skill(third, 'Guitar', 'teach', 7);
    const one = await skill(third, 'Chess', 'teach', 7);
    await (await older.api()).skills.endorseSkill({ skillId: both.id });
    await (await younger.api()).skills.endorseSkill({ skillId: both.id });
    await (await younger.api()).skills.endorseSkill({ skillId: one.id });
    await join();
    const counts = await prisma().userSkill.findMany({ where: { userId: third.userId }, orderBy: { id: 'asc' } });
    expect(counts.map(({ endorsementCount }) => endorsementCount)).toEqual([1, 1]);
  });

  test('settings are filled in from the other; a no to direct messages is a no', async () => {
    const { older, younger, join } = await accountsToJoin(core);
    await (await older.api()).profile.updateMyProfile({ bio: 'Mine', languages: ['en'] });
    await (await younger.api()).profile.updateMyProfile({ bio: 'Theirs', headline: 'Theirs', languages: ['es'] });
    await (await younger.api()).profile.updateAvailability({ timezone: 'Asia/Tokyo', daysAvailable: [1] });
    await (await older.api()).notifications.updatePreferences({ directMessages: 'on' });
    await (await younger.api()).notifications.updatePreferences({ directMessages: 'off' });
    await (await younger.api()).auth.updateSettings({ isMatchable: true });
    await join();
    const profile = await (await older.api()).profile.getMyProfile();
    expect(profile).toMatchObject({ bio: 'Mine', headline: 'Theirs', isMatchable: true });
    expect(profile.languages.toSorted()).toEqual(['en', 'es']);
    expect(profile.availability).toMatchObject({ timezone: 'Asia/Tokyo', days: [1] });
    expect(profile.identities).toHaveLength(2);
    expect((await (await older.api()).notifications.getPreferences()).directMessages).toBe('off');
  });

  test('goals move, notices move once each, what was used of the day adds up', async () => {
    const { older, younger, join } = await accountsToJoin(core);
    await (await older.api()).goals.createGoal({ title: 'First' });
    await (await younger.api()).goals.createGoal({ title: 'Second' });
    for (const [userId, eventKey] of [
      [older.userId, 'same'],
      [younger.userId, 'same'],
      [younger.userId, 'other'],
    ] as const)
      await prisma().notification.create({ data: { userId, eventKey, kind: 'match.closed', payload: {} } });
    const used = (userId: number, day: string, amount: number) =>
      prisma().usageCounter.create({ data: { userId, day: new Date(day), kind: 'matches', used: amount } });
    await used(older.userId, '2027-03-01', 3);
    await used(younger.userId, '2027-03-01', 4);
    await used(younger.userId, '2027-02-28', 5);
    await join();
    expect((await (await older.api()).goals.getMyGoals()).map(({ title }) => title)).toEqual(['First', 'Second']);
    const keys = await prisma().notification.findMany({
      where: { userId: older.userId },
      orderBy: { eventKey: 'asc' },
    });
    expect(keys.map(({ eventKey }) => eventKey)).toEqual(['other', 'same']);
    const days = await prisma().usageCounter.findMany({ where: { userId: older.userId }, orderBy: { day: 'asc' } });
    expect(days.map((row) => row.used)).toEqual([5, 7]);
    expect(await prisma().usageCounter.count({ where: { userId: younger.userId } })).toBe(0);
  });

  test('an organiser stays one, a member stays in, a removal from a room stays', async () => {
    const { older, younger, join } = await accountsToJoin(core);
    const community = (externalId: string) =>
      prisma().community.create({
        data: { platform: 'slack', externalId: `${externalId}-${older.userId}`, name: externalId },
      });
    const [both, one] = [await community('both'), await community('one')];
    const leftAt = new Date();
    await prisma().membership.createMany({
      data: [
        { communityId: both.id, userId: older.userId, leftAt },
        { communityId: both.id, userId: younger.userId, role: 'organiser' },
        { communityId: one.id, userId: younger.userId },
      ],
    });
    const room = await prisma().learningRoom.create({ data: { title: 'Room' } });
    await prisma().roomParticipant.createMany({
      data: [
        { roomId: room.id, userId: older.userId },
        { roomId: room.id, userId: younger.userId, removedAt: leftAt },
      ],
    });
    await join();
    const memberships = await prisma().membership.findMany({
      where: { userId: older.userId },
      orderBy: { communityId: 'asc' },
    });
    expect(memberships).toMatchObject([
      { communityId: both.id, role: 'organiser', leftAt: null },
      { communityId: one.id, role: 'member', leftAt: null },
    ]);
    const [participant] = await prisma().roomParticipant.findMany({ where: { roomId: room.id } });
    expect(participant).toMatchObject({ userId: older.userId, removedAt: leftAt });
  });

  test('polls go on: of one that asked both, the later answer counts; those that one of them made have a host', async () => {
    const { older, third, younger, join } = await accountsToJoin(core);
    const inHours = (hours: number) => new Date(core.clock.now().add({ hours }).epochMilliseconds);
    const hours = [inHours(50), inHours(60)];
    await community(core, [older, third, younger]);
    const sessionsOf = async (who: Person) => (await who.api()).sessions;
    const userIds = [older.userId, younger.userId];
    const both = await (await sessionsOf(third)).openPoll({ title: 'Both', userIds, hours });
    const own = await (await sessionsOf(younger)).openPoll({
      title: 'Own',
      userIds: [older.userId, third.userId],
      hours,
    });
    const [first, second] = both.hours.map(({ id }) => [id]);
    await (await sessionsOf(older)).answerPoll({ pollId: both.id, hourIds: first ?? [] });
    core.clock.advance({ minutes: 1 });
    // Somebody else has still to answer, so that it does not end with this.
    const fourth = await core.newcomer(`asked-${older.userId}`);
    await community(core, [third, fourth]);
    await prisma().pollVoter.create({ data: { pollId: both.id, userId: fourth.userId } });
    await (await sessionsOf(younger)).answerPoll({ pollId: both.id, hourIds: second ?? [] });
    await join();
    const mine = await (await sessionsOf(older)).getMyPolls();
    expect(mine.map(({ title }) => title).toSorted()).toEqual(['Both', 'Own']);
    const after = mine.find(({ id }) => id === both.id);
    expect(after?.people.map(({ userId }) => userId)).toEqual([third.userId, older.userId, fourth.userId]);
    expect(after?.hours.map(({ userIds }) => userIds.toSorted())).toEqual([
      [third.userId],
      [older.userId, third.userId].toSorted(),
    ]);
    expect(mine.find(({ id }) => id === own.id)).toMatchObject({ hostId: older.userId, youAnswered: true });
    await (await sessionsOf(third)).answerPoll({ pollId: own.id, hourIds: [own.hours[0]?.id ?? 0] });
    expect((await (await sessionsOf(third)).getPoll({ pollId: own.id })).status).toBe('agreed');
  });

  test('blocks of either, in either direction, hold', async () => {
    const { older, third, younger, join } = await accountsToJoin(core);
    const fourth = await core.newcomer(`blocked-${older.userId}`);
    await block(core, younger.userId, third.userId);
    await block(core, fourth.userId, younger.userId);
    await block(core, fourth.userId, older.userId);
    await join();
    const pairs = await prisma().block.findMany({ orderBy: { blockerId: 'asc' } });
    expect(pairs.map(({ blockerId, blockedId }) => [blockerId, blockedId])).toEqual([
      [older.userId, third.userId],
      [fourth.userId, older.userId],
    ]);
  });
});
