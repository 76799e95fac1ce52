import { claimDue } from '@echochat/core/notifications/claim.sql.ts';
import type { Database } from '@echochat/core/platform/db/database.ts';
import { startPump } from '@echochat/core/platform/jobs/pump.ts';
import { toDate } from '@echochat/core/platform/time.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import type { Carrier } from './carrier.ts';
import { openPost } from './deliver.ts';

// A full hour: reminders of a day, of an hour and of ten minutes fall due together, more than the chat takes in time.
const people = 200;
const perSecond = 42;
/** One in five has its hour so soon that all of them together take half of the time until then. */
const soonEvery = 5;
const soonMs = 1_900;

let core: TestCore;
let ticking: NodeJS.Timeout;
beforeAll(async () => {
  core = await openTestCore();
  // Time goes by while messages are sent.
  let last = performance.now();
  ticking = setInterval(() => {
    const milliseconds = Math.floor(performance.now() - last);
    last += milliseconds;
    core.clock.advance({ milliseconds });
  }, 5);
});
afterAll(async () => {
  clearInterval(ticking);
  await core.close();
});

/** Lets reminders fall due, those with little time among the others. Returns their deadlines by the person's id. */
async function fullHour(): Promise<Map<number, Date>> {
  const { prisma } = core.services.database;
  await prisma.user.deleteMany();
  const users = await prisma.user.createManyAndReturn({
    data: Array.from({ length: people }, (_, index) => ({ handle: `p${index}`, displayName: 'P' })),
  });
  const ids = users.map(({ id }) => id);
  const each = <T extends object>(made: (userId: number, index: number) => T) => ids.map(made);
  await prisma.identity.createMany({
    data: each((userId) => {
      const chat = { platform: 'discord' as const, externalId: `${userId}`, dmChannelId: `c${userId}` };
      return { userId, ...chat, handle: 'p', displayName: 'P' };
    }),
  });
  await prisma.notificationPreference.createMany({
    data: each((userId) => ({ userId, directMessages: 'on' as const })),
  });
  const notices = await prisma.notification.createManyAndReturn({
    data: each((userId) => ({ userId, kind: 'account.linked', eventKey: 'e', payload: { platform: 'slack' } })),
  });
  const now = core.clock.now();
  const deadlines = new Map(
    each((userId, index) => {
      const milliseconds = index % soonEvery === soonEvery - 1 ? soonMs : 3_600_000;
      return [userId, toDate(now.add({ milliseconds }))] as const;
    }),
  );
  const times = { dueAt: toDate(now), createdAt: toDate(now) };
  await prisma.delivery.createMany({
    data: notices.map(({ id, userId }) => {
      const deadline = deadlines.get(userId) ?? null;
      return { userId, notificationId: id, kind: 'message' as const, ...times, deadline };
    }),
  });
  return deadlines;
}

/** Sends them all in the order that `database` gives. Returns how many of those with little time came in time. */
async function inTime(database: Database): Promise<number> {
  const deadlines = await fullHour();
  let count = 0;
  const carrier: Carrier = {
    platform: 'discord',
    perSecond,
    mostNamed: 20,
    async send({ address }) {
      const userId = address.kind === 'person' ? Number(address.externalId) : 0;
      const left = (deadlines.get(userId)?.getTime() ?? 0) - core.clock.now().epochMilliseconds;
      if (left > 0 && left <= soonMs) count += 1;
      return { kind: 'sent', channelId: `c${userId}`, messageId: 'm' };
    },
  };
  Object.assign(core.services.database, { query: database.query });
  const pump = startPump(openPost(core, [carrier]), core.services);
  const waiting = () => core.services.database.prisma.delivery.count({ where: { state: 'waiting' } });
  await expect.poll(waiting, { timeout: 30_000, interval: 200 }).toBe(0);
  await pump.stop();
  return count;
}

/** The same database, which gives first what came first. */
function firstInFirstOut(database: Database): Database {
  const text = claimDue.text.replaceAll(/coalesce\((\w)\.deadline, 'infinity'\), \1\.id/g, '$1.id');
  return {
    ...database,
    query: (statement, values) =>
      database.query(statement === claimDue ? { name: 'claim-fifo', text } : statement, values),
  };
}

test('of a burst that a chat cannot take in time, what would be late goes first: twice as many are in time', async () => {
  const database = { ...core.services.database };
  const fifo = await inTime(firstInFirstOut(database));
  const ours = await inTime(database);
  const all = people / soonEvery;
  console.info(`in time by urgency ${ours} of ${all}, first in first out ${fifo}`);
  expect(ours).toBeGreaterThanOrEqual(2 * fifo);
  expect(ours).toBeGreaterThanOrEqual(0.9 * all);
}, 60_000);
