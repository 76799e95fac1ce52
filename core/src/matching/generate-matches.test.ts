import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { refusal, refusalCode } from '../../../test/refusal.ts';
import { block, matchRow, partnershipRow, subscribe } from '../../../test/rows.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());
// Every test has a community of its own.
beforeEach(async () => {
  await core.services.database.prisma.user.deleteMany();
});

const learner = (name: string) => core.learner(name, { learns: { Guitar: 2 } });
/** So many who teach the guitar, the first ones at the level that suits best. */
async function teachers(count: number): Promise<number[]> {
  const { prisma } = core.services.database;
  const network = 'demo' as const;
  const users = await prisma.user.createManyAndReturn({
    data: Array.from({ length: count }, (_, i) => ({
      handle: `t${i}`,
      displayName: `T${i}`,
      isMatchable: true,
      network,
    })),
  });
  const categoryId = await core.skillId('Guitar');
  const skill = { categoryId, type: 'teach', proficiencyLevel: 6 } as const;
  await prisma.userSkill.createMany({ data: users.map(({ id }) => ({ ...skill, userId: id })) });
  return users.map(({ id }) => id);
}
const generate = async (person: Person, given: { limit?: number; forceRefresh?: boolean } = {}) =>
  (await person.api()).matching.generateMatches(given);
const idsOf = ({ matches }: Awaited<ReturnType<typeof generate>>) => matches.map(({ them }) => them.userId);
const usedToday = async () => (await core.services.database.prisma.usageCounter.findMany()).map(({ used }) => used);

describe('who is proposed', () => {
  test('MS-8: the best first, and the smaller id among equals', async () => {
    const ana = await learner('Ana');
    const ids = await teachers(4);
    const better = await core.learner('Bo', { teaches: { Guitar: 7 }, timezone: 'Europe/Lisbon' });
    expect(idsOf(await generate(ana, { limit: 3 }))).toEqual([better.userId, ...ids.slice(0, 2)]);
  });

  test('MS-8: who teaches what was asked comes before who fits better, when found and whenever it is listed', async () => {
    const ana = await core.learner('Ana', { teaches: { Python: 6 }, learns: { Guitar: 2 } });
    const taught = await core.learner('Taught', { learns: { Python: 2, Guitar: 2 } });
    const near = await core.learner('Near', { teaches: { Ukulele: 6 }, learns: { Python: 2, Guitar: 2 } });
    const asked = await core.learner('Asked', { teaches: { Guitar: 3 }, timezone: 'Pacific/Auckland' });
    const both = await core.learner('Both', {
      teaches: { Guitar: 3 },
      learns: { Python: 5 },
      timezone: 'Pacific/Auckland',
    });
    const order = [both, asked, near, taught].map(({ userId }) => userId);
    const { matches } = await generate(ana, { limit: 4 });
    expect(matches.map(({ them }) => them.userId)).toEqual(order);
    expect(matches.map(({ score }) => score)).not.toEqual(matches.map(({ score }) => score).sort((a, b) => b - a));
    expect(idsOf(await generate(ana, { limit: 2 }))).toEqual(order.slice(0, 2));
    const listed = async (page: { limit: number; offset: number }) =>
      (await (await ana.api()).matching.getMatches({ status: 'pending', ...page })).items.map(
        ({ them }) => them.userId,
      );
    expect([...(await listed({ limit: 3, offset: 0 })), ...(await listed({ limit: 3, offset: 3 }))]).toEqual(order);
  });

  test('MF-1: nobody who is not open to being matched is, nor finds anybody', async () => {
    const ana = await learner('Ana');
    const [id = 0] = await teachers(1);
    const open = (userId: number, isMatchable: boolean) =>
      core.services.database.prisma.user.update({ where: { id: userId }, data: { isMatchable } });
    await open(id, false);
    expect(await generate(ana)).toEqual({ matches: [], created: 0, isBetterBeyond: false });
    await open(id, true);
    await open(ana.userId, false);
    expect(await refusal(generate(ana))).toMatchObject({ code: 'matching_paused' });
    await open(ana.userId, true);
    expect((await generate(ana)).created).toBe(1);
  });

  test('MF-4: who has twelve partners is told so', async () => {
    const ana = await learner('Ana');
    for (const id of await teachers(12)) await partnershipRow(core, ana.userId, id);
    expect(await refusal(generate(ana))).toMatchObject({ code: 'partner_limit', params: { limit: 12 } });
  });

  test('MF-5: a level that fits nobody makes no match', async () => {
    const ana = await core.learner('Ana', { learns: { Guitar: 7 } });
    await teachers(2);
    expect((await generate(ana)).created).toBe(0);
  });

  test('a match keeps its parts, its reason and what it was made of', async () => {
    const ana = await core.learner('Ana', { teaches: { Python: 7 }, learns: { Guitar: 2 } });
    const bo = await core.learner('Bo', { teaches: { Guitar: 6 }, learns: { Python: 3 } });
    const { matches } = await generate(ana);
    const [row] = await core.services.database.prisma.learningMatch.findMany();
    expect(row).toMatchObject({
      requestedById: ana.userId,
      compatibilityScore: matches[0]?.score,
      complementarityScore: 100,
      timezoneScore: 100,
      matchReason: `Bo can teach Ana Guitar; Ana can teach Bo Python.\n${matches[0]?.reason[1]}`,
      complementarySkills: [
        { teacherId: bo.userId, learnerId: ana.userId, taughtLevel: 6, wantedLevel: 2 },
        { teacherId: ana.userId, learnerId: bo.userId, taughtLevel: 7, wantedLevel: 3 },
      ],
    });
    expect(row?.expiresAt.getTime()).toBe(core.clock.now().add({ hours: 48 }).epochMilliseconds);
    // From the other side the score is the same, and the reason is said to them.
    const [theirs] = (await (await bo.api()).matching.getMatches({})).items;
    expect(theirs).toMatchObject({ score: row?.compatibilityScore, them: { userId: ana.userId } });
    expect(theirs?.reason[0]).toBe('Ana can teach you Python; you can teach Ana Guitar.');
  });
});

describe('ML-4: the daily allowance', () => {
  test('ML-4: asking again shows what is open and costs nothing', async () => {
    const ana = await learner('Ana');
    await teachers(3);
    const first = await generate(ana, { limit: 2 });
    const again = await generate(ana, { limit: 2 });
    expect([first.created, again.created]).toEqual([2, 0]);
    expect(idsOf(again)).toEqual(idsOf(first));
    expect(await usedToday()).toEqual([2]);
    expect((await generate(ana, { limit: 5 })).created).toBe(1);
    expect(await usedToday()).toEqual([3]);
  });

  test('ML-4: past the tenth of a day there is no more until UTC’s next day', async () => {
    const ana = await learner('Ana');
    await teachers(15);
    expect((await generate(ana, { limit: 50 })).created).toBe(10);
    const refused = await refusal(generate(ana, { limit: 50, forceRefresh: true }));
    expect(refused).toMatchObject({ code: 'daily_limit', params: { kind: 'matches', limit: 10 } });
    expect(refused.params['resetsAt']).toBe(Date.parse('2027-03-02T00:00:00Z'));
    // The refused refresh let nothing go.
    expect((await generate(ana, { limit: 50 })).matches).toHaveLength(10);
    core.clock.advance({ hours: 15 });
    expect((await generate(ana, { limit: 50 })).created).toBe(5);
    core.clock.advance({ hours: -15 });
  });

  test('ML-4: eight calls at once never make more than the plan allows', async () => {
    const ana = await learner('Ana');
    await teachers(30);
    const actor = await ana.actor();
    const calls = Array.from({ length: 8 }, () => core.as(actor).matching.generateMatches({ limit: 50 }));
    const answers = await Promise.allSettled(calls);
    const created = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.created : 0));
    expect(created.reduce((sum, count) => sum + count)).toBe(10);
    expect(await core.services.database.prisma.learningMatch.count()).toBe(10);
    expect(await usedToday()).toEqual([10]);
  });

  test('ML-4: a plan without a limit counts nothing', async () => {
    const ana = await learner('Ana');
    await subscribe(core, ana.userId, 'enterprise');
    await teachers(15);
    expect((await generate(ana, { limit: 50 })).created).toBe(15);
    expect(await usedToday()).toEqual([]);
  });

  test('two who are proposed to each other at once have one match', async () => {
    const ana = await core.learner('Ana', { teaches: { Python: 7 }, learns: { Guitar: 2 } });
    const bo = await core.learner('Bo', { teaches: { Guitar: 6 }, learns: { Python: 3 } });
    const [first, second] = [await ana.actor(), await bo.actor()];
    const answers = await Promise.all([first, second].map((actor) => core.as(actor).matching.generateMatches({})));
    expect(answers.map(({ matches }) => matches.length).toSorted()).toContain(1);
    expect(answers.map(({ created }) => created).toSorted()).toEqual([0, 1]);
    expect(await core.services.database.prisma.learningMatch.count()).toBe(1);
  });
});

describe('looking anew', () => {
  test('forceRefresh lets go of what nobody accepted, and MF-3 keeps it away for 90 days', async () => {
    const ana = await learner('Ana');
    const ids = await teachers(3);
    const [first] = (await generate(ana, { limit: 1 })).matches;
    expect(first?.them.userId).toBe(ids[0]);
    expect(idsOf(await generate(ana, { limit: 1, forceRefresh: true }))).toEqual([ids[1]]);
    const [open] = (await generate(ana, { limit: 1 })).matches;
    await (await ana.api()).matching.respondToMatch({ matchId: open?.id ?? 0, action: 'accept' });
    // What was accepted stays, what was let go does not come back.
    expect(idsOf(await generate(ana, { limit: 5, forceRefresh: true })).toSorted()).toEqual([ids[1], ids[2]]);
  });

  test('MF-3: after 90 days a pair may be proposed again, in the row that it has', async () => {
    const ana = await learner('Ana');
    const [id = 0] = await teachers(1);
    const now = core.clock.now();
    const closedAt = new Date(now.subtract({ hours: 90 * 24 - 1 }).epochMilliseconds);
    const acceptedAt1 = closedAt;
    const { id: matchId } = await matchRow(core, ana.userId, id, {
      status: 'declined',
      declinedById: id,
      closedAt,
      acceptedAt1,
    });
    expect((await generate(ana)).created).toBe(0);
    core.clock.advance({ hours: 1 });
    const [again] = (await generate(ana)).matches;
    expect(again).toMatchObject({ id: matchId, status: 'pending', youAccepted: false, theyAccepted: false });
    core.clock.advance({ hours: -1 });
  });

  test('who is gone or blocked since is no longer shown', async () => {
    const ana = await learner('Ana');
    const [gone = 0, blocked = 0, left = 0] = await teachers(3);
    await generate(ana);
    await core.services.database.prisma.user.update({ where: { id: gone }, data: { deletedAt: new Date() } });
    await block(core, blocked, ana.userId);
    expect(idsOf(await generate(ana))).toEqual([left]);
    const { items, total } = await (await ana.api()).matching.getMatches({});
    expect(items.map(({ them }) => them.userId)).toEqual([left]);
    expect(total).toBe(1);
    const { id = 0 } =
      (await core.services.database.prisma.learningMatch.findFirst({
        where: { OR: [{ userId1: blocked }, { userId2: blocked }] },
      })) ?? {};
    expect(await refusalCode((await ana.api()).matching.explainMatch({ matchId: id }))).toBe('match_not_found');
  });
});
