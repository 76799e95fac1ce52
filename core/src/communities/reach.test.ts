import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { refusalCode } from '../../../test/refusal.ts';
import { block, matchRow, partnershipRow } from '../../../test/rows.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.services.database.prisma.user.deleteMany();
  await core.services.database.prisma.community.deleteMany();
});

const prisma = () => core.services.database.prisma;
type Scope = 'community' | 'network';

const community = async (matchScope: Scope, ...people: Person[]) => {
  const { id } = await prisma().community.create({
    data: { platform: 'slack', externalId: randomUUID(), name: 'Acme', matchScope },
  });
  await prisma().membership.createMany({ data: people.map(({ userId }) => ({ communityId: id, userId })) });
  return id;
};
const reach = async (person: Person, chosen: Scope) => (await person.api()).communities.updateReach({ reach: chosen });
/** Whether a call was answered. A refusal is one of those of who may not see: anything else is an error of the test. */
async function isAnswered(call: Promise<unknown>): Promise<boolean> {
  const [outcome] = await Promise.allSettled([call]);
  if (outcome.status === 'fulfilled') return true;
  expect(['person_not_found', 'match_not_found']).toContain(await refusalCode(call));
  return false;
}

/** Whether they see each other, which is the same from both sides, also in a search and in a match that is open. */
async function seeEachOther(a: Person, b: Person): Promise<boolean> {
  const open = await matchRow(core, a.userId, b.userId);
  const seen: boolean[] = [];
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    const api = await from.api();
    seen.push(await isAnswered(api.skills.getUserProfile({ userId: to.userId })));
    seen.push((await api.discovery.findPeople({ query: to.handle })).exact !== null);
    seen.push((await api.matching.getMatches({})).total > 0);
    seen.push(await isAnswered(api.matching.explainMatch({ matchId: open.id })));
  }
  await prisma().learningMatch.delete({ where: { id: open.id } });
  expect(new Set(seen).size).toBe(1);
  return seen[0] ?? false;
}
const pair = async () => [await core.learner('Ana', {}), await core.learner('Bo', {})] as const;

describe('SF-1, SF-2: two people see each other', () => {
  test.each<[string, Scope[], Scope | null, Scope[], Scope | null, boolean]>([
    ['neither is in a community', [], null, [], null, true],
    ['one of them, in none, keeps to themselves', [], 'community', [], null, false],
    ['one is in a closed community', ['community'], null, [], null, false],
    ['one is in a closed community and chose the network', ['community'], 'network', [], 'network', false],
    ['one is in an open one and has not chosen', ['network'], null, [], null, false],
    ['one is in an open one and chose to stay', ['network'], 'community', [], null, false],
    ['one is in an open one and chose the network', ['network'], 'network', [], null, true],
    ['both are in open ones and chose the network', ['network'], 'network', ['network'], 'network', true],
    ['both are in open ones and one chose', ['network'], 'network', ['network'], null, false],
    ['one is in an open and a closed one', ['network', 'community'], 'network', [], null, false],
  ])('%s', async (_what, scopesA, chosenA, scopesB, chosenB, expected) => {
    const [ana, bo] = await pair();
    for (const scope of scopesA) await community(scope, ana);
    for (const scope of scopesB) await community(scope, bo);
    if (chosenA) await reach(ana, chosenA);
    if (chosenB) await reach(bo, chosenB);
    expect(await seeEachOther(ana, bo)).toBe(expected);
  });

  test('in one same community, closed or open; until one leaves it, or EchoChat does', async () => {
    const [ana, bo] = await pair();
    const id = await community('community', ana, bo);
    expect(await seeEachOther(ana, bo)).toBe(true);
    await prisma().membership.updateMany({ where: { userId: bo.userId }, data: { leftAt: new Date() } });
    expect(await seeEachOther(ana, bo)).toBe(false);
    await prisma().membership.updateMany({ where: { userId: bo.userId }, data: { leftAt: null } });
    await community('community', ana);
    expect(await seeEachOther(ana, bo)).toBe(true);
    await prisma().community.update({ where: { id }, data: { leftAt: new Date() } });
    expect(await seeEachOther(ana, bo)).toBe(false);
  });

  test('as partners through a wall, until the partnership ends', async () => {
    const [ana, bo] = await pair();
    await community('community', ana);
    const { id } = await partnershipRow(core, ana.userId, bo.userId);
    expect(await seeEachOther(ana, bo)).toBe(true);
    await prisma().learningPartnership.update({ where: { id }, data: { status: 'ended' } });
    expect(await seeEachOther(ana, bo)).toBe(false);
  });

  test('never where one has blocked the other, in one community or as partners', async () => {
    const [ana, bo] = await pair();
    await community('network', ana, bo);
    await partnershipRow(core, ana.userId, bo.userId);
    await block(core, bo.userId, ana.userId);
    expect(await seeEachOther(ana, bo)).toBe(false);
  });

  test('SF-3: never from the playground into a chat', async () => {
    const [ana, bo] = await pair();
    await community('network', ana, bo);
    expect(await seeEachOther(ana, bo)).toBe(true);
    await prisma().user.update({ where: { id: bo.userId }, data: { network: 'live' } });
    expect(await seeEachOther(ana, bo)).toBe(false);
  });
});

describe('asking whether to look further', () => {
  const find = async (person: Person) => (await person.api()).matching.generateMatches({});
  const guitar = { Guitar: 7 };

  test('who fits better outside is found once they said yes, by both', async () => {
    const ana = await core.learner('Ana', { learns: { Guitar: 2 } });
    const near = await core.learner('Near', { teaches: { 'Electric Guitar': 7 }, timezone: 'Asia/Tokyo' });
    const far = await core.learner('Far', { teaches: guitar });
    await community('network', ana, near);
    const before = await find(ana);
    expect([before.matches.map(({ them }) => them.userId), before.isBetterBeyond]).toEqual([[near.userId], true]);
    expect(JSON.stringify(before)).not.toContain('Far');
    await reach(ana, 'network');
    const after = await find(ana);
    expect([after.matches[0]?.them.userId, after.isBetterBeyond]).toEqual([far.userId, false]);
  });

  test('nobody here is enough to ask, a no is not asked again', async () => {
    const ana = await core.learner('Ana', { learns: { Guitar: 2 } });
    await core.learner('Far', { teaches: guitar });
    await community('network', ana);
    expect(await find(ana)).toEqual({ matches: [], created: 0, isBetterBeyond: true });
    await reach(ana, 'community');
    expect(await find(ana)).toEqual({ matches: [], created: 0, isBetterBeyond: false });
  });

  test('never in a closed community, for whom it would be better here, of a blocked one or the other network', async () => {
    const ana = await core.learner('Ana', { learns: { Guitar: 2 } });
    const far = await core.learner('Far', { teaches: guitar });
    const closed = await community('community', ana);
    expect((await find(ana)).isBetterBeyond).toBe(false);
    await prisma().community.update({ where: { id: closed }, data: { matchScope: 'network' } });
    expect((await find(ana)).isBetterBeyond).toBe(true);
    await block(core, far.userId, ana.userId);
    expect((await find(ana)).isBetterBeyond).toBe(false);
    await prisma().block.deleteMany();
    await prisma().user.update({ where: { id: far.userId }, data: { network: 'live' } });
    expect((await find(ana)).isBetterBeyond).toBe(false);
    await prisma().user.update({ where: { id: far.userId }, data: { network: 'demo' } });
    const best = await core.learner('Best', { teaches: guitar, learns: { Guitar: 9 } });
    await prisma().membership.create({ data: { communityId: closed, userId: best.userId } });
    expect((await find(ana)).isBetterBeyond).toBe(false);
  });
});
