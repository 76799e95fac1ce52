import type { Worker } from '@echochat/core/platform/jobs/worker.ts';
import { toDate } from '@echochat/core/platform/time.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningBot, startBot } from '../../test/discord/bot.ts';
import { eventually } from '../../test/discord/world.ts';
import { openPost } from '../post/deliver.ts';

/** Messages in all. A long run is `SENDS=20000`, on PostgreSQL and Discord's own limits with `PER_SECOND=50`. */
const sends = Number(process.env['SENDS'] ?? 240);
const perSecond = Number(process.env['PER_SECOND'] ?? 500);
const perPerson = 4;
const people = Math.ceil(sends / perPerson);

let core: TestCore;
let on: RunningBot;
let workers: Worker[] = [];
let ticking: NodeJS.Timeout;
beforeAll(async () => {
  core = await openTestCore();
  on = await startBot(core, {
    requestsPerSecond: Math.floor(perSecond * 0.9),
    limits: { perSecond, perChannel: 5, channelMs: (5_000 * 50) / perSecond },
  });
  // Time goes by while things are tried again.
  ticking = setInterval(() => core.clock.advance({ milliseconds: 100 }), 100);
});
afterAll(async () => {
  clearInterval(ticking);
  await Promise.all(workers.map((worker) => worker.stop()));
  await on.close();
  await core.close();
});

/** People who want direct messages, each with as many notices waiting, in one order. */
async function letWait(): Promise<void> {
  const { prisma } = core.services.database;
  const seen = Array.from({ length: people }, (_, index) => on.discord.person({ name: `P${index}` }));
  const users = await prisma.user.createManyAndReturn({
    data: seen.map(({ name }) => ({ handle: name.toLowerCase(), displayName: name })),
  });
  const each = users.map(({ id }, index) => ({ userId: id, externalId: seen[index]?.id ?? '' }));
  await prisma.identity.createMany({
    data: each.map((one) => ({ ...one, platform: 'discord' as const, handle: one.externalId, displayName: 'P' })),
  });
  await prisma.notificationPreference.createMany({
    data: each.map(({ userId }) => ({ userId, directMessages: 'on' as const })),
  });
  const notices = await prisma.notification.createManyAndReturn({
    data: each.flatMap(({ userId }) =>
      Array.from({ length: perPerson }, (_, index) => ({
        userId,
        kind: 'account.linked',
        eventKey: `key-${index}`,
        payload: { platform: 'slack' },
      })),
    ),
  });
  const now = toDate(core.clock.now());
  await prisma.delivery.createMany({
    data: notices.map(({ id, userId }) => ({
      userId,
      notificationId: id,
      kind: 'message' as const,
      dueAt: now,
      createdAt: now,
    })),
  });
}

test('messages through a bad day arrive once each, in order, with hardly a 429', async () => {
  await letWait();
  on.discord.fault({ match: /messages$/, kind: 502, share: 0.01 });
  on.discord.fault({ match: /messages$/, kind: 'lost', share: 0.01 });
  workers = [await core.startWorker({ pumps: [openPost(core, [on.bot.carrier])] })];
  const { messages } = on.discord.world;
  const wanted = people * perPerson;
  await eventually(
    on.discord.world,
    () => (messages.size >= wanted ? true : null),
    () => `${wanted} messages, of which ${messages.size} came`,
    1_200_000,
  );
  const { prisma } = core.services.database;
  await expect.poll(() => prisma.delivery.count({ where: { state: 'waiting' } }), { timeout: 60_000 }).toBe(0);
  const byPerson = Map.groupBy(messages.values(), ({ channelId }) => channelId);
  expect(byPerson.size).toBe(people);
  for (const [, theirs] of byPerson) {
    const order = theirs.map(({ nonce }) => Number(/^d(\d+)\./.exec(nonce ?? '')?.[1]));
    expect(order).toHaveLength(perPerson);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
  expect(on.discord.limits.refused / on.discord.limits.requests).toBeLessThanOrEqual(0.01);
}, 1_260_000);
