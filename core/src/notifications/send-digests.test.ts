import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore, testNow } from '../../../test/core.ts';
import { forgetJobs } from '../../../test/jobs.ts';
import { block, community } from '../../../test/rows.ts';
import { sendDigests } from './send-digests.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
beforeAll(async () => {
  core = await openTestCore();
  ana = await core.learner('Ana', { teaches: { Guitar: 7 }, timezone: 'Europe/Lisbon' });
  bo = await core.learner('Bo', { learns: { Guitar: 2 }, timezone: 'Pacific/Auckland' });
  await community(core, [ana, bo]);
  await (await ana.api()).notifications.updatePreferences({ directMessages: 'on' });
});
afterAll(() => core.close());
beforeEach(async () => {
  core.clock.advance(Temporal.Instant.from(testNow).since(core.clock.now()));
  const { prisma } = core.services.database;
  await prisma.notification.deleteMany();
  await prisma.scheduledSession.deleteMany();
  await prisma.usageCounter.deleteMany();
  await prisma.actionCount.deleteMany();
  await prisma.block.deleteMany();
  await forgetJobs(core);
});

const send = () => sendDigests.run({}, core.services);
const told = async (who: Person) =>
  (await (await who.api()).notifications.getInbox({})).items.filter(({ kind }) => kind === 'digest').length;
const plan = async (days: number) => {
  const scheduledAt = new Date(core.clock.now().add({ hours: 24 * days }).epochMilliseconds);
  await (await ana.api()).sessions.createSession({ title: 'Chords', scheduledAt, invite: [bo.userId] });
};

// It is Monday, nine in the morning in Lisbon, ten in the evening in Auckland.
test('NO-1: on Monday morning, once, to who said yes to messages', async () => {
  await plan(3);
  await Promise.all([send(), send()]);
  core.clock.advance({ hours: 1 });
  await send();
  expect([await told(ana), await told(bo)]).toEqual([1, 0]);
  core.clock.advance({ hours: 24 * 7 - 1 });
  await plan(2);
  await send();
  expect(await told(ana)).toBe(2);
});

test('NO-1: not at other hours, and not where nothing lies ahead', async () => {
  await send();
  expect(await told(ana)).toBe(0);
  await plan(8);
  await send();
  expect(await told(ana)).toBe(0);
  await plan(6);
  for (const hours of [-1, 4, 23]) {
    core.clock.advance({ hours });
    await send();
  }
  expect(await told(ana)).toBe(0);
});

test('NO-4: what lies ahead with somebody blocked since is nothing to hear of', async () => {
  const { prisma } = core.services.database;
  const scheduledAt = new Date(core.clock.now().add({ hours: 48 }).epochMilliseconds);
  await (await bo.api()).sessions.createSession({ title: 'Chords', scheduledAt, invite: [ana.userId] });
  await block(core, ana.userId, bo.userId);
  await send();
  expect(await told(ana)).toBe(0);
  await prisma.block.deleteMany();
  await send();
  expect(await told(ana)).toBe(1);
});
