import type { Prisma } from '@echochat/prisma/client.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { skillTree } from '../skills/load-tree.ts';
import { findCandidates } from './find-candidates.ts';
import { loadProfiles } from './load-profiles.ts';

const names = ['Guitar', 'Fingerstyle Guitar', 'Electric Guitar', 'Ukulele', 'Piano', 'Spanish'];
const fillers = 20;
let core: TestCore;
let categories: number[];
/** People without skills, for filling somebody's hands with partners and matches. */
let fillerIds: number[];

beforeAll(async () => {
  core = await openTestCore();
  categories = await Promise.all(names.map((name) => core.skillId(name)));
  const made = await core.services.database.prisma.user.createManyAndReturn({
    data: Array.from({ length: fillers }, (_, index) => ({ handle: `filler${index}`, displayName: 'Filler' })),
  });
  fillerIds = made.map(({ id }) => id);
});
afterAll(() => core.close());

const ago = (days: number) => new Date(core.clock.now().subtract({ hours: days * 24 }).epochMilliseconds);
const matchStates = (): Record<string, Omit<Prisma.LearningMatchUncheckedCreateInput, 'userId1' | 'userId2'>> => {
  const scores = { compatibilityScore: 1, interestScore: 1, complementarityScore: 1, goalScore: 1, timezoneScore: 1 };
  const at = (status: 'pending' | 'accepted' | 'declined' | 'expired', expires: number, closed: number | null) => ({
    ...scores,
    status,
    expiresAt: ago(expires),
    closedAt: closed === null ? null : ago(closed),
  });
  return {
    open: at('pending', -1, null),
    overdue: at('pending', 1, null),
    longOverdue: at('pending', 91, null),
    declined: at('declined', 0, 1),
    longDeclined: at('declined', 93, 91),
    expired: at('expired', 89, 89),
    longExpired: at('expired', 91, 90.5),
    accepted: at('accepted', 200, 200),
  };
};

const person = fc.record({
  optedIn: fc.integer({ min: 0, max: 5 }).map((roll) => roll > 0),
  isGone: fc.integer({ min: 0, max: 5 }).map((roll) => roll === 0),
  network: fc.constantFrom('live', 'live', 'live', 'demo'),
  reach: fc.constantFrom(null, 'network', 'network', 'community'),
  /** The communities of `settle` that they belong to. */
  belongsTo: fc.oneof({ weight: 3, arbitrary: fc.constant<number[]>([]) }, fc.subarray([0, 1, 2, 3, 4])),
  handsFull: fc.constantFrom('no', 'no', 'no', 'eleven', 'partners', 'matches'),
  skills: fc.uniqueArray(
    fc.record({
      at: fc.nat({ max: names.length - 1 }),
      type: fc.constantFrom('teach', 'learn'),
      level: fc.integer({ min: 1, max: 10 }),
    }),
    { maxLength: 4, selector: ({ at, type }) => `${at}${type}` },
  ),
});
const between = fc.constantFrom(
  ...['none', 'none', 'none', 'none', 'none', 'none', 'none', 'none'],
  ...['blocks', 'blocked', 'active', 'paused', 'ended'],
  ...['open', 'overdue', 'longOverdue', 'declined', 'longDeclined', 'expired', 'longExpired', 'accepted'],
);
const community = fc.record({
  people: fc.array(person, { minLength: 3, maxLength: 7 }),
  between: fc.array(between, { minLength: 21, maxLength: 21 }),
});
type Community = typeof community extends fc.Arbitrary<infer Value> ? Value : never;

/** Three of whom each fits both others, so that a run finds somebody whatever chance brings. */
const fitting: Community = {
  people: [0, 1, 2].map((at) => ({
    optedIn: true,
    isGone: false,
    network: 'live',
    reach: null,
    belongsTo: [],
    handsFull: 'no',
    skills: [
      { at, type: 'teach', level: 8 },
      { at: (at + 1) % 3, type: 'learn', level: 2 },
    ],
  })),
  between: Array.from({ length: 21 }, () => 'none'),
};

/** Two that keep to themselves, one of them left by EchoChat, and two that do not. */
const communityRows: Prisma.CommunityCreateManyInput[] = [
  { platform: 'slack', externalId: 'closed', name: 'Closed', matchScope: 'community' },
  { platform: 'slack', externalId: 'left', name: 'Left', matchScope: 'community', leftAt: new Date() },
  { platform: 'discord', externalId: 'open', name: 'Open', matchScope: 'network' },
  { platform: 'discord', externalId: 'other', name: 'Other', matchScope: 'network' },
];

/** Writes a community in place of the one before, and gives back its ids. */
async function settle({ people, between }: Community): Promise<number[]> {
  const { prisma } = core.services.database;
  await prisma.user.deleteMany({ where: { id: { notIn: fillerIds } } });
  await prisma.learningMatch.deleteMany();
  await prisma.learningPartnership.deleteMany();
  await prisma.community.deleteMany();
  const users = await prisma.user.createManyAndReturn({
    data: people.map(({ optedIn, isGone, network, reach }, index) => ({
      handle: `person${index}`,
      displayName: `Person ${index}`,
      isMatchable: optedIn,
      network,
      reach,
      deletedAt: isGone ? new Date() : null,
    })),
  });
  const ids = users.map(({ id }) => id);
  const communities = await prisma.community.createManyAndReturn({ data: communityRows });
  const memberships = people.flatMap(({ belongsTo }, index) =>
    belongsTo.map((which) => ({
      communityId: communities[which % communities.length]?.id ?? 0,
      userId: ids[index] ?? 0,
      leftAt: which === communities.length ? new Date() : null,
    })),
  );
  await prisma.membership.createMany({ data: memberships, skipDuplicates: true });
  const of = <Row>(rows: (userId: number, index: number) => Row[]) => ids.flatMap(rows);
  await prisma.userSkill.createMany({
    data: of((userId, index) =>
      (people[index]?.skills ?? []).map(({ at, type, level }) => ({
        userId,
        categoryId: categories[at] ?? 0,
        type,
        proficiencyLevel: level,
      })),
    ),
  });
  const partners = { no: 0, matches: 0, eleven: 11, partners: 12 };
  await prisma.learningPartnership.createMany({
    data: of((userId2, index) =>
      fillerIds.slice(0, partners[people[index]?.handsFull ?? 'no']).map((userId1) => ({ userId1, userId2 })),
    ),
  });
  const states = matchStates();
  const open = states['open'];
  if (!open) throw new Error('no open match');
  await prisma.learningMatch.createMany({
    data: of((userId2, index) =>
      people[index]?.handsFull === 'matches' ? fillerIds.map((userId1) => ({ userId1, userId2, ...open })) : [],
    ),
  });
  let next = 0;
  for (const [index, userId1] of ids.entries()) {
    for (const userId2 of ids.slice(index + 1)) {
      const state = between[next] ?? 'none';
      next += 1;
      const match = states[state];
      if (state === 'blocks') await prisma.block.create({ data: { blockerId: userId1, blockedId: userId2 } });
      else if (state === 'blocked') await prisma.block.create({ data: { blockerId: userId2, blockedId: userId1 } });
      else if (match) await prisma.learningMatch.create({ data: { userId1, userId2, ...match } });
      else if (state === 'active' || state === 'paused' || state === 'ended')
        await prisma.learningPartnership.create({ data: { userId1, userId2, status: state } });
    }
  }
  return ids;
}

/** MF-1 to MF-6 asked of everyone, one by one, from the tables as they are. */
async function candidatesByAsking(me: number): Promise<number[]> {
  const { prisma } = core.services.database;
  const tree = await skillTree(core.services);
  const [users, blocks, matches, partnerships] = [
    await prisma.user.findMany({ include: { skills: true, memberships: { include: { community: true } } } }),
    await prisma.block.findMany(),
    await prisma.learningMatch.findMany(),
    await prisma.learningPartnership.findMany(),
  ];
  const now = ago(0);
  const isPair = (row: { userId1: number; userId2: number }, other: number) =>
    [row.userId1, row.userId2].includes(me) && [row.userId1, row.userId2].includes(other);
  const mine = users.find(({ id }) => id === me);
  const isNear = (a: number, b: number) => tree.closeness(a, b) >= 0.5;
  const teaches = (a: typeof mine, b: typeof mine) =>
    a?.skills.some(
      (x) => x.type === 'teach' && b?.skills.some((y) => y.type === 'learn' && isNear(x.categoryId, y.categoryId)),
    );

  const homes = (user: typeof mine) =>
    (user?.memberships ?? []).filter(({ leftAt, community }) => leftAt === null && community.leftAt === null);
  const isOpen = (user: typeof mine) =>
    homes(user).every(({ community }) => community.matchScope === 'network') &&
    (user?.reach === 'network' || (user?.reach === null && homes(user).length === 0));
  const isTogether = (a: typeof mine, b: typeof mine) =>
    homes(a).some((home) => homes(b).some(({ communityId }) => communityId === home.communityId));

  return users
    .filter((other) => other.id !== me)
    .filter((other) => [mine, other].every((user) => user?.isMatchable && user.deletedAt === null))
    .filter(
      ({ id }) =>
        !blocks.some((b) => (b.blockerId === me && b.blockedId === id) || (b.blockerId === id && b.blockedId === me)),
    )
    .filter(({ id }) => !partnerships.some((row) => isPair(row, id) && row.status !== 'ended'))
    .filter(
      ({ id }) =>
        !matches.some(
          (row) => isPair(row, id) && (row.status === 'accepted' || (row.closedAt ?? row.expiresAt) > ago(90)),
        ),
    )
    .filter(
      ({ id }) =>
        partnerships.filter((row) => row.status === 'active' && [row.userId1, row.userId2].includes(id)).length < 12,
    )
    .filter(
      ({ id }) =>
        matches.filter(
          (row) => row.status === 'pending' && row.expiresAt > now && [row.userId1, row.userId2].includes(id),
        ).length < 20,
    )
    .filter((other) => other.network === mine?.network && (isTogether(mine, other) || (isOpen(mine) && isOpen(other))))
    .filter((other) => teaches(mine, other) || teaches(other, mine))
    .map(({ id }) => id);
}

test('MF-1 to MF-6: for everyone the candidates are those whom asking everyone finds', async () => {
  const { database } = core.services;
  const tree = await skillTree(core.services);
  let found = 0;
  await fc.assert(
    fc.asyncProperty(community, async (given) => {
      const ids = await settle(given);
      const profiles = await loadProfiles(database, ids);
      for (const id of ids) {
        const profile = profiles.get(id);
        if (!profile) throw new Error('a person without a profile');
        const candidates = await findCandidates(database, tree, profile, core.clock.now());
        expect(candidates.map(({ userId }) => userId).toSorted((a, b) => a - b)).toEqual(await candidatesByAsking(id));
        found += candidates.length;
      }
    }),
    { numRuns: 25, examples: [[fitting]] },
  );
  expect(found).toBeGreaterThanOrEqual(6);
});
