import { randomUUID } from 'node:crypto';
import { startPump } from '@echochat/core/platform/jobs/pump.ts';
import { toDate } from '@echochat/core/platform/time.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import {
  claim as claimed,
  tell as happened,
  loseLeases as leasesLost,
  openCarrier,
  post as posted,
  reachedAt,
} from '../../test/post.ts';
import type { Carrier, Outcome } from './carrier.ts';
import { openPost } from './deliver.ts';
import type { TryOutcome } from './tries.ts';

let core: TestCore;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());
beforeEach(async () => {
  await prisma().delivery.deleteMany();
});

const prisma = () => core.services.database.prisma;
const today = () => toDate(core.clock.now());
const system = () => core.as({ kind: 'system', name: 'test' });

/** Somebody on Discord, and on Slack too where asked for; last seen on Slack. */
function learner(chats: readonly ('discord' | 'slack')[], directMessages: 'on' | 'off' | 'unasked') {
  const name = `p${randomUUID().slice(0, 8)}`;
  const reached = chats.map((platform) => {
    const workspaceId = platform === 'slack' ? `T-${name}` : '';
    return { platform, workspaceId, externalId: `${platform}-${name}` };
  });
  return reachedAt(core, reached, directMessages, name);
}

const tell = (userId: number) => happened(core, userId);
const post = (...carriers: Carrier[]) => posted(core, ...carriers);
const claim = (sender: string, most?: number) => claimed(core, sender, most);
const loseLeases = () => leasesLost(core);
const states = async (userId: number) =>
  (await prisma().delivery.findMany({ where: { userId }, orderBy: { id: 'asc' } })).map(({ state }) => state);

describe('a direct message', () => {
  test('goes to who said yes, once, where they were last seen, and the conversation is remembered', async () => {
    const mei = await learner(['discord', 'slack'], 'on');
    const [discord, slack] = [openCarrier('discord'), openCarrier('slack')];
    await tell(mei.userId);
    await post(discord.carrier, slack.carrier);
    await post(discord.carrier, slack.carrier);
    expect(discord.given).toEqual([]);
    expect(slack.given).toHaveLength(1);
    expect(slack.given[0]).toMatchObject({
      address: { kind: 'person', externalId: `slack-${mei.handle}`, workspaceId: `T-${mei.handle}`, channelId: null },
      firstTriedAt: null,
    });
    await tell(mei.userId);
    await post(discord.carrier, slack.carrier);
    expect(slack.given[1]?.address).toMatchObject({ channelId: 'c-slack' });
    expect(slack.given[1]?.nonce).not.toBe(slack.given[0]?.nonce);
  });

  test.each(['off', 'unasked'] as const)('goes to nobody who is %s', async (preference) => {
    const mei = await learner(['discord'], preference);
    const discord = openCarrier('discord');
    await tell(mei.userId);
    await post(discord.carrier);
    expect(discord.given).toEqual([]);
    expect(await states(mei.userId)).toEqual(['dropped']);
    expect((await (await mei.api()).notifications.getInbox({})).total).toBe(1);
  });

  test('that a chat takes no more goes to the next chat, and the closed one is left alone until they speak there', async () => {
    const mei = await learner(['discord', 'slack'], 'on');
    const discord = openCarrier('discord');
    const slack = openCarrier('slack', [{ kind: 'closed', reason: 'cannot_dm_bot' }]);
    await tell(mei.userId);
    await tell(mei.userId);
    await post(discord.carrier, slack.carrier);
    expect([slack.given.length, discord.given.length]).toEqual([1, 2]);
    const spoke = { platform: 'slack', workspaceId: `T-${mei.handle}`, externalId: `slack-${mei.handle}` } as const;
    await system().auth.identify({ ...spoke, handle: mei.handle, displayName: mei.handle });
    await tell(mei.userId);
    await post(discord.carrier, slack.carrier);
    expect(slack.given).toHaveLength(2);
  });

  test('waits for the end of quiet hours', async () => {
    const clock = (hours: number) =>
      core.clock.now().add({ hours }).toZonedDateTimeISO('UTC').toPlainTime().toString({ smallestUnit: 'minute' });
    const mei = await learner(['discord'], 'on');
    await (await mei.api()).notifications.updatePreferences({
      quietHours: { from: clock(-1), to: clock(1) },
    });
    const discord = openCarrier('discord');
    await tell(mei.userId);
    await post(discord.carrier);
    expect(discord.given).toEqual([]);
    core.clock.advance({ hours: 1 });
    await post(discord.carrier);
    expect(discord.given).toHaveLength(1);
  });

  test('that a chat put off is asked for again when it is due', async () => {
    const mei = await learner(['discord'], 'on');
    const discord = openCarrier('discord', [{ kind: 'later', afterMs: 30_000, mayHaveArrived: false }]);
    await tell(mei.userId);
    await post(discord.carrier);
    await post(discord.carrier);
    expect(discord.given).toHaveLength(1);
    const next = await openPost(core, [discord.carrier]).nextAt(core.services);
    expect(next?.getTime()).toBeGreaterThanOrEqual(today().getTime() + 30_000);
    expect(next?.getTime()).toBeLessThanOrEqual(today().getTime() + 37_500);
  });

  test('that was read in the meantime, or is two days old, is not sent', async () => {
    const mei = await learner(['discord'], 'on');
    const discord = openCarrier('discord');
    await tell(mei.userId);
    const { notifications } = await mei.api();
    const [notice] = (await notifications.getInbox({})).items;
    await notifications.markRead({ upToId: notice?.id ?? 0 });
    await post(discord.carrier);
    await tell(mei.userId);
    const told = today();
    core.clock.advance({ hours: 72 });
    await prisma().delivery.updateMany({ where: { userId: mei.userId }, data: { createdAt: told } });
    await post(discord.carrier);
    expect(discord.given).toEqual([]);
    expect(await states(mei.userId)).toEqual(['dropped', 'dropped']);
  });
});

describe('a try that did not succeed', () => {
  test('holds back what is behind it, and is made again with the same nonce', async () => {
    const mei = await learner(['discord'], 'on');
    const discord = openCarrier('discord', [{ kind: 'later', afterMs: 30_000, mayHaveArrived: false }]);
    await tell(mei.userId);
    await tell(mei.userId);
    await post(discord.carrier);
    await post(discord.carrier);
    expect(discord.given).toHaveLength(1);
    core.clock.advance({ seconds: 60 });
    await post(discord.carrier);
    const nonces = discord.given.map(({ nonce }) => nonce);
    expect(nonces).toHaveLength(3);
    expect(nonces[1]).toBe(nonces[0]);
    expect(discord.given.map(({ firstTriedAt }) => firstTriedAt)).toEqual([null, null, null]);
  });

  test('says when it was first made where it may have arrived, on the same way', async () => {
    const mei = await learner(['discord', 'slack'], 'on');
    const began = today();
    const slack = openCarrier('slack', [{ kind: 'later', afterMs: 0, mayHaveArrived: true }]);
    const discord = openCarrier('discord');
    await tell(mei.userId);
    await post(discord.carrier, slack.carrier);
    await prisma().identity.updateMany({
      where: { userId: mei.userId, platform: 'discord' },
      data: { lastSeenAt: today() },
    });
    core.clock.advance({ seconds: 5 });
    await post(discord.carrier, slack.carrier);
    expect(slack.given.map(({ firstTriedAt }) => firstTriedAt)).toEqual([null, began]);
    expect(discord.given).toEqual([]);
  });

  test('whose process died counts as one that may have arrived', async () => {
    const mei = await learner(['discord'], 'on');
    await tell(mei.userId);
    await claim(randomUUID());
    const discord = openCarrier('discord');
    await post(discord.carrier);
    expect(discord.given).toEqual([]);
    await loseLeases();
    await post(discord.carrier);
    expect(discord.given[0]?.firstTriedAt).toEqual(today());
  });

  test('for a stopped token waits a quarter of an hour', async () => {
    const mei = await learner(['discord'], 'on');
    const discord = openCarrier('discord', [{ kind: 'stopped', reason: '401' }]);
    await tell(mei.userId);
    await post(discord.carrier);
    core.clock.advance({ minutes: 14 });
    await post(discord.carrier);
    expect(discord.given).toHaveLength(1);
    core.clock.advance({ minutes: 6 });
    await post(discord.carrier);
    expect(discord.given).toHaveLength(2);
  });
});

describe('a lease', () => {
  test('keeps others away while it is kept up, for ten seconds at most after that', async () => {
    const mei = await learner(['discord'], 'on');
    await tell(mei.userId);
    const [first, second] = [randomUUID(), randomUUID()];
    const [held] = await claim(first);
    expect(await claim(second)).toEqual([]);
    await loseLeases();
    await system().notifications.keepDeliveries({ sender: first, deliveryIds: [held?.deliveryId ?? 0] });
    expect(await claim(second)).toEqual([]);
    const { rows } = await core.services.database.pool.query<{ seconds: number }>(
      'SELECT extract(epoch FROM leased_until - now())::float AS seconds FROM deliveries WHERE leased_by IS NOT NULL',
    );
    expect(rows[0]?.seconds).toBeLessThan(9);
    await loseLeases();
    expect(await claim(second)).toHaveLength(1);
    // Whoever lost it keeps it no longer.
    await loseLeases();
    await system().notifications.keepDeliveries({ sender: first, deliveryIds: [held?.deliveryId ?? 0] });
    expect(await claim(randomUUID())).toHaveLength(1);
  });

  test('that was lost leaves to its new holder what becomes of it, except that it arrived', async () => {
    const mei = await learner(['discord'], 'on');
    await tell(mei.userId);
    const sender = randomUUID();
    const [held] = await claim(sender);
    await loseLeases();
    await claim(randomUUID());
    const deliveryId = held?.deliveryId ?? 0;
    const settle = (outcome: TryOutcome) =>
      system().notifications.settleDeliveries({ sender, tries: [{ deliveryId, outcome }] });
    const row = () => prisma().delivery.findUnique({ where: { id: deliveryId } });
    const before = await row();
    await settle({ kind: 'later', afterMs: 1_000, mayHaveArrived: false });
    await settle({ kind: 'closed', reason: '50007' });
    await settle({ kind: 'dropped' });
    expect(await row()).toEqual(before);
    await settle({ kind: 'sent', channelId: 'c', messageId: 'm' });
    expect(await row()).toMatchObject({ state: 'sent', messageId: 'm', leasedBy: null });
  });

  test('is given for one of a person at a time, the most urgent over all people first', async () => {
    const people = [
      await learner(['discord'], 'on'),
      await learner(['discord'], 'on'),
      await learner(['discord'], 'on'),
    ];
    for (const { userId } of [...people, ...people]) await tell(userId);
    const rows = await prisma().delivery.findMany({ orderBy: { id: 'asc' } });
    const deadline = (index: number, minutes: number) =>
      prisma().delivery.update({
        where: { id: rows[index]?.id ?? 0 },
        data: { deadline: toDate(core.clock.now().add({ minutes })) },
      });
    await deadline(5, 5);
    await deadline(1, 20);
    const sender = randomUUID();
    const order = [...(await claim(sender, 2)), ...(await claim(sender, 2))].map(({ deliveryId }) =>
      rows.findIndex(({ id }) => id === deliveryId),
    );
    expect(order).toEqual([5, 1, 0]);
    expect(await claim(randomUUID())).toEqual([]);
  });

  test('is given by any number at once to one of them', async () => {
    for (let index = 0; index < 20; index += 1) await tell((await learner(['discord'], 'on')).userId);
    const claimed = await Promise.all(Array.from({ length: 6 }, () => claim(randomUUID(), 8)));
    const ids = claimed.flat().map(({ deliveryId }) => deliveryId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(8);
  });
});

describe('a clock that is set back an hour', () => {
  const hours = (count: number) => core.clock.advance({ hours: count });

  test('while a message waits: it is said at its hour by the new one, once', async () => {
    const mei = await learner(['discord'], 'on');
    const discord = openCarrier('discord');
    await tell(mei.userId);
    hours(-1);
    await post(discord.carrier);
    expect(discord.given).toEqual([]);
    hours(1);
    await post(discord.carrier);
    await post(discord.carrier);
    expect(discord.given).toHaveLength(1);
  });

  test.each([-1, 1])('or forward, while one is being sent (%i h): whoever sends it has it, once', async (by) => {
    const mei = await learner(['discord'], 'on');
    const arrival = Promise.withResolvers<Outcome>();
    const slow = openCarrier('discord');
    const sending = openPost(core, [{ ...slow.carrier, send: () => arrival.promise }]);
    await tell(mei.userId);
    await sending.run(core.services);
    hours(by);
    const other = openCarrier('discord');
    await post(other.carrier);
    arrival.resolve({ kind: 'sent', channelId: 'c', messageId: 'm' });
    await sending.idle?.();
    hours(-by);
    await post(other.carrier);
    expect(other.given).toEqual([]);
    expect(await states(mei.userId)).toEqual(['sent']);
  });

  test('while one is held by a process that dies: another says it at its hour, with the same nonce', async () => {
    const mei = await learner(['discord'], 'on');
    await tell(mei.userId);
    const [held] = await claim(randomUUID());
    hours(-1);
    const discord = openCarrier('discord');
    await loseLeases();
    await post(discord.carrier);
    hours(1);
    await post(discord.carrier);
    await post(discord.carrier);
    expect(discord.given.map(({ nonce }) => nonce)).toEqual([`d${held?.deliveryId}.${held?.route.identityId}`]);
  });

  test('that is the database’s stops no chat: of its pace no more than what is claimed ahead is believed', async () => {
    const mei = await learner(['discord'], 'on');
    const discord = openCarrier('discord');
    await tell(mei.userId);
    await core.services.database.pool.query("UPDATE send_paces SET free_at = now() + interval '1 hour'");
    const pump = startPump(openPost(core, [{ ...discord.carrier, perSecond: 40 }]), core.services);
    await expect.poll(() => states(mei.userId)).toEqual(['sent']);
    await pump.stop();
  });
});

test('what all processes together send keeps to the pace of the chat', async () => {
  for (let index = 0; index < 30; index += 1) await tell((await learner(['discord'], 'on')).userId);
  const pumps = [1, 2, 3].map(() => openCarrier('discord'));
  const running = pumps.map(({ carrier }) => startPump(openPost(core, [{ ...carrier, perSecond: 40 }]), core.services));
  const began = performance.now();
  await expect.poll(() => prisma().delivery.count({ where: { state: 'waiting' } }), { timeout: 10_000 }).toBe(0);
  const seconds = (performance.now() - began) / 1_000;
  await Promise.all(running.map((pump) => pump.stop()));
  expect(pumps.flatMap(({ given }) => given)).toHaveLength(30);
  // Four of them were ahead of the pace.
  expect(seconds).toBeGreaterThan(26 / 40 - 0.1);
});
