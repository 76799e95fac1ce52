import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { community } from '../../../test/rows.ts';
import { notify } from './notify.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let cy: Person;
let sessionId: number;

beforeAll(async () => {
  core = await openTestCore();
  ana = await core.newcomer('Ana');
  bo = await core.newcomer('Bo');
  cy = await core.newcomer('Cy');
  await community(core, [ana, bo, cy]);
  for (const [who, timezone] of [
    [ana, 'Europe/Lisbon'],
    [bo, 'Pacific/Auckland'],
    [cy, 'Asia/Kathmandu'],
  ] as const)
    await core.services.database.prisma.userAvailability.create({ data: { userId: who.userId, timezone } });
  const scheduledAt = new Date(core.clock.now().add({ hours: 30 }).epochMilliseconds);
  const { sessions } = await ana.api();
  const invite = [bo.userId, cy.userId];
  ({ id: sessionId } = await sessions.createSession({ title: 'Fado', scheduledAt, isPublic: false, invite }));
  const { prisma } = core.services.database;
  const people = [ana, bo, cy].map(({ userId }) => userId);
  await notify(
    prisma,
    core.services,
    people.map((userId) => ({ userId, kind: 'session.reminder', payload: { sessionId }, eventKey: 'test' })),
  );
});
afterAll(() => core.close());

async function othersOf(who: Person): Promise<unknown> {
  const { items } = await (await who.api()).notifications.getInbox({});
  return items.find(({ kind }) => kind === 'session.reminder')?.session?.others;
}
const inLisbon = { displayName: 'Ana', timezone: 'Europe/Lisbon' };
const inAuckland = { displayName: 'Bo', timezone: 'Pacific/Auckland' };
const inKathmandu = { displayName: 'Cy', timezone: 'Asia/Kathmandu' };

test('a notice of a session knows where its other people are, each reader without themselves', async () => {
  expect(await othersOf(ana)).toEqual([inAuckland, inKathmandu]);
  expect(await othersOf(bo)).toEqual([inLisbon, inKathmandu]);
});

test('who has said no is not among them, and reads of nobody any more', async () => {
  await (await cy.api()).sessions.respondToSessionInvite({ sessionId, response: 'decline' });
  expect(await othersOf(bo)).toEqual([inLisbon]);
  expect(await othersOf(cy)).toEqual([]);
});

test.each([
  ['whom the host blocked', () => [ana.userId, bo.userId] as const],
  ['who blocked the host', () => [bo.userId, ana.userId] as const],
])('NO-4: %s reads nothing of it', async (_, pair) => {
  const { block } = core.services.database.prisma;
  const [blockerId, blockedId] = pair();
  await block.create({ data: { blockerId, blockedId } });
  expect(await othersOf(bo)).toBeUndefined();
  await block.deleteMany();
  expect(await othersOf(bo)).toEqual([inLisbon]);
});
