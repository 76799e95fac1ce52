import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { forgetJobs, waitingEvents } from '../../../test/jobs.ts';
import { matchRow } from '../../../test/rows.ts';
import { expireMatches } from './expire-matches.ts';

let core: TestCore;
let people: Person[];
beforeAll(async () => {
  core = await openTestCore();
  people = [];
  // One after the other, so that their ids are in this order.
  for (const name of ['Ana', 'Bo', 'Cleo', 'Dan']) people.push(await core.newcomer(name));
});
afterAll(() => core.close());
beforeEach(async () => {
  await core.services.database.prisma.learningMatch.deleteMany();
  await forgetJobs(core);
});

const idOf = (index: number) => people[index]?.userId ?? 0;
const expire = () => expireMatches.run({}, core.services);
const statuses = async () =>
  (await core.services.database.prisma.learningMatch.findMany({ orderBy: { id: 'asc' } })).map(({ status }) => status);
const at = (hours: number) => new Date(core.clock.now().add({ hours }).epochMilliseconds);

test('ML-1: what waited 48 hours is closed at that hour, and not before', async () => {
  await matchRow(core, idOf(0), idOf(1));
  core.clock.advance({ hours: 47, minutes: 59, seconds: 59 });
  await expire();
  expect(await statuses()).toEqual(['pending']);
  core.clock.advance({ seconds: 1 });
  await expire();
  const [match] = await core.services.database.prisma.learningMatch.findMany();
  expect(match).toMatchObject({ status: 'expired', closedAt: at(0) });
});

test('ML-1: who had accepted is told, once; who had not is not', async () => {
  const matches = [
    await matchRow(core, idOf(0), idOf(1), { acceptedAt1: at(0) }),
    await matchRow(core, idOf(0), idOf(2), { acceptedAt2: at(0) }),
    await matchRow(core, idOf(0), idOf(3)),
  ];
  core.clock.advance({ hours: 48 });
  await expire();
  await expire();
  const told = await waitingEvents(core);
  expect(told).toHaveLength(2);
  expect(told).toContainEqual({ type: 'match.closed', v: 1, matchId: matches[0]?.id, waiting: idOf(0) });
  expect(told).toContainEqual({ type: 'match.closed', v: 1, matchId: matches[1]?.id, waiting: idOf(2) });
});

test('ML-1: two who look at once tell it once', async () => {
  await matchRow(core, idOf(0), idOf(1), { acceptedAt1: at(0) });
  core.clock.advance({ hours: 48 });
  await Promise.all([expire(), expire(), expire()]);
  expect(await waitingEvents(core)).toHaveLength(1);
});

test('ML-1: what is accepted, declined or open stays as it is', async () => {
  await matchRow(core, idOf(0), idOf(1), { status: 'accepted', expiresAt: at(-1) });
  await matchRow(core, idOf(0), idOf(2), { status: 'declined', expiresAt: at(-1) });
  await matchRow(core, idOf(0), idOf(3), { expiresAt: at(1) });
  await expire();
  expect(await statuses()).toEqual(['accepted', 'declined', 'pending']);
});

test('ML-1: more than a batch of 500 are closed in one run', async () => {
  const { prisma } = core.services.database;
  const users = await prisma.user.createManyAndReturn({
    data: Array.from({ length: 501 }, (_, index) => ({ handle: `many${index}`, displayName: 'Many' })),
  });
  const scores = { compatibilityScore: 1, interestScore: 1, complementarityScore: 1, goalScore: 1, timezoneScore: 1 };
  await prisma.learningMatch.createMany({
    data: users.map(({ id }) => ({
      userId1: idOf(0),
      userId2: id,
      ...scores,
      acceptedAt1: at(-49),
      expiresAt: at(-1),
    })),
  });
  await expire();
  expect(await prisma.learningMatch.count({ where: { status: 'expired' } })).toBe(501);
  expect(await waitingEvents(core)).toHaveLength(501);
});
