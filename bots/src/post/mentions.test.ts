import { randomUUID } from 'node:crypto';
import { claimDue } from '@echochat/core/notifications/claim.sql.ts';
import { startPump } from '@echochat/core/platform/jobs/pump.ts';
import { toDate } from '@echochat/core/platform/time.ts';
import { sendReminders } from '@echochat/core/sessions/reminders/send-reminders.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { claim, communityWith, loseLeases, openCarrier, post, reachedAt, tell } from '../../test/post.ts';
import type { Outgoing } from './carrier.ts';
import { openPost } from './deliver.ts';

let core: TestCore;
let communityId: number;
beforeAll(async () => {
  core = await openTestCore();
});
afterAll(() => core.close());
beforeEach(async () => {
  await prisma().delivery.deleteMany();
  communityId = await communityWith(core, { platform: 'discord', externalId: randomUUID(), channelId: 'news' });
});

const prisma = () => core.services.database.prisma;
const now = () => toDate(core.clock.now());
const lost = { kind: 'later', afterMs: 0, mayHaveArrived: true } as const;
const refused = { kind: 'later', afterMs: 0, mayHaveArrived: false } as const;

/** People of the community who take no direct messages. */
async function members(count: number, directMessages: 'on' | 'off' = 'off'): Promise<Person[]> {
  const made: Person[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = `p${randomUUID().slice(0, 8)}`;
    const reached = { platform: 'discord' as const, workspaceId: '', externalId: `x-${name}` };
    const person = await reachedAt(core, [reached], directMessages, name);
    await prisma().membership.create({ data: { communityId, userId: person.userId } });
    made.push(person);
  }
  return made;
}

async function tellAll(people: readonly Person[]): Promise<void> {
  for (const { userId } of people) await tell(core, userId);
}

/** What came last for somebody gets an hour, and so goes before all that has none. */
async function hurry({ userId }: Person): Promise<void> {
  const { id } = await prisma().delivery.findFirstOrThrow({ where: { userId }, orderBy: { id: 'desc' } });
  await prisma().delivery.update({ where: { id }, data: { deadline: toDate(core.clock.now().add({ hours: 1 })) } });
}

/** A process that sends there, where all of them may send so many a second. */
const openPostAt = ({ carrier }: ReturnType<typeof openCarrier>, perSecond: number) =>
  openPost(core, [{ ...carrier, perSecond }]);

const namesOf = (people: readonly Person[]) => people.map(({ handle }) => `x-${handle}`);
const namedIn = ({ address }: Pick<Outgoing, 'address'>) => (address.kind === 'channel' ? address.mentions : []);
const states = async ({ userId }: Person) =>
  (await prisma().delivery.findMany({ where: { userId }, orderBy: { id: 'asc' } })).map(({ state }) => state);

describe('a quiet mention', () => {
  test('goes to the channel that the community chose, once a day, and tells nothing of what the news are', async () => {
    const people = await members(1);
    const discord = openCarrier('discord');
    await tellAll([...people, ...people]);
    await post(core, discord.carrier);
    expect(discord.titles()).toEqual(['There is news for you']);
    expect(discord.given[0]?.address).toMatchObject({ channelId: 'news', mentions: namesOf(people) });
    core.clock.advance({ hours: 25 });
    await tellAll(people);
    await post(core, discord.carrier);
    expect(discord.given).toHaveLength(2);
  });

  test('takes the place of a message to who has closed them', async () => {
    const people = await members(1, 'on');
    const discord = openCarrier('discord', [{ kind: 'closed', reason: '50007' }]);
    await tellAll(people);
    await post(core, discord.carrier);
    expect(discord.given.map(({ address }) => address.kind)).toEqual(['person', 'channel']);
  });

  test('goes to no channel of a community that EchoChat left, and a channel that is closed is not tried again for it', async () => {
    const [mei, bo] = await members(2);
    if (!mei || !bo) throw new Error('nobody came');
    const discord = openCarrier('discord', [{ kind: 'closed', reason: '50001' }]);
    await tellAll([mei, bo]);
    await post(core, discord.carrier);
    expect([await states(mei), await states(bo)]).toEqual([['dropped'], ['dropped']]);
    // Nobody was named, so the next news may do it: where there is a channel.
    await tellAll([mei]);
    await post(core, discord.carrier);
    expect(discord.given.map(namedIn)).toEqual([namesOf([mei, bo]), namesOf([mei])]);
    await prisma().community.update({ where: { id: communityId }, data: { leftAt: now() } });
    await tellAll([bo]);
    await post(core, discord.carrier);
    expect(discord.given).toHaveLength(2);
  });
});

describe('NO-3: several people whom a channel waits to name', () => {
  test('are named by one message when they are reminded of a session, and it does not say which', async () => {
    const people = await members(3);
    const scheduledAt = toDate(core.clock.now().add({ hours: 1 }));
    const { id: sessionId } = await prisma().scheduledSession.create({
      data: { title: 'Knots', scheduledAt, duration: 60, hostId: people[0]?.userId ?? 0 },
    });
    for (const { userId } of people) {
      await prisma().sessionParticipant.create({ data: { sessionId, userId, status: 'accepted' } });
      await prisma().sessionReminder.create({ data: { sessionId, userId, before: 60, dueAt: now() } });
    }
    await sendReminders(core.services);
    const discord = openCarrier('discord');
    await post(core, discord.carrier);
    expect(discord.given.map(namedIn)).toEqual([namesOf(people)]);
    const said = JSON.stringify(discord.given[0]?.card);
    expect(said).toContain('inboxes');
    expect(said).not.toContain('Knots');
    const rows = await prisma().delivery.findMany();
    expect(rows.map(({ state, messageId }) => [state, messageId])).toEqual(people.map(() => ['sent', 'm1']));
  });

  test('are twenty a message at most, each of which is one for the pace of the chat', async () => {
    const people = await members(45);
    await tellAll(people);
    const discord = openCarrier('discord');
    await prisma().sendPace.updateMany({ data: { freeAt: new Date(Date.now() - 60_000) } });
    const freeAt = async () => (await prisma().sendPace.findUnique({ where: { platform: 'discord' } }))?.freeAt;
    const running = startPump(openPostAt(discord, 50), core.services);
    await expect.poll(() => prisma().delivery.count({ where: { state: 'waiting' } })).toBe(0);
    await running.stop();
    expect(discord.given.map((one) => namedIn(one).length)).toEqual([20, 20, 5]);
    expect(new Set(discord.given.flatMap(namedIn))).toEqual(new Set(namesOf(people)));
    expect(new Set(discord.given.map(({ nonce }) => nonce)).size).toBe(3);
    expect((await freeAt())?.getTime()).toBeLessThan(Date.now() + 3 * 20 + 20);
  });

  test('stay apart from those of another community, and from what goes to people', async () => {
    const here = await members(2);
    const written = await members(1, 'on');
    communityId = await communityWith(core, { platform: 'discord', externalId: randomUUID(), channelId: 'other' });
    const there = await members(2);
    const [a, b, c, d] = [here[0], there[0], here[1], there[1]].flatMap((one) => one ?? []);
    if (!a || !b || !c || !d) throw new Error('nobody came');
    await tellAll([a, b, ...written, c, d]);
    const discord = openCarrier('discord');
    await post(core, discord.carrier);
    expect(discord.given.map(({ address }) => [address.channelId, namedIn({ address }).length])).toEqual([
      ['news', 2],
      ['other', 2],
      [null, 0],
    ]);
  });

  test('each read where their news are in their own language', async () => {
    const people = await members(3);
    await prisma().user.update({ where: { id: people[1]?.userId ?? 0 }, data: { locale: 'es' } });
    await tellAll(people);
    const discord = openCarrier('discord');
    await post(core, discord.carrier);
    expect(discord.given[0]?.card).toMatchObject({
      title: 'There is news for you',
      text: expect.stringMatching(/^It waits in your inboxes.*\nEsperan en la bandeja/),
    });
  });

  test('who have read it meanwhile are not named', async () => {
    const people = await members(3);
    await tellAll(people);
    await prisma().notification.updateMany({ where: { userId: people[1]?.userId ?? 0 }, data: { readAt: now() } });
    const discord = openCarrier('discord');
    await post(core, discord.carrier);
    expect(discord.given.map(namedIn)).toEqual([namesOf(people.toSpliced(1, 1))]);
  });
});

describe('a message to several that did not succeed', () => {
  test('is made again as it was where it may have arrived, and who came later gets another', async () => {
    const people = await members(4);
    const [last] = people.splice(3);
    const discord = openCarrier('discord', [lost]);
    await tellAll(people);
    await post(core, discord.carrier);
    await tellAll(last ? [last] : []);
    core.clock.advance({ seconds: 5 });
    await post(core, discord.carrier);
    const [first, again, another] = discord.given;
    expect(discord.given.map(namedIn)).toEqual([namesOf(people), namesOf(people), namesOf(last ? [last] : [])]);
    expect(again?.nonce).toBe(first?.nonce);
    expect(another?.nonce).not.toBe(first?.nonce);
    expect([first, again, another].map((one) => one?.firstTriedAt?.getTime() ?? null)).toEqual([
      null,
      expect.any(Number),
      null,
    ]);
  });

  test('takes others along where it certainly did not arrive', async () => {
    const people = await members(4);
    const discord = openCarrier('discord', [refused]);
    await tellAll(people.slice(0, 3));
    await post(core, discord.carrier);
    expect(await prisma().delivery.count({ where: { groupId: { not: null } } })).toBe(0);
    core.clock.advance({ seconds: 5 });
    await tellAll(people.slice(3));
    await post(core, discord.carrier);
    expect(discord.given.map((one) => namedIn(one).length)).toEqual([3, 4]);
  });

  test('whose process died is made again by another, whole, with the same nonce', async () => {
    const people = await members(3);
    await tellAll(people);
    const held = await claim(core, randomUUID(), 1);
    expect(held.map(({ groupId }) => groupId)).toEqual(held.map(() => held[0]?.deliveryId));
    const discord = openCarrier('discord');
    await post(core, discord.carrier);
    expect(discord.given).toEqual([]);
    await loseLeases(core);
    // Whose lease somebody still keeps up is not left out: nobody would name them.
    const where = { userId: people[1]?.userId ?? 0 };
    await prisma().delivery.updateMany({ where, data: { leasedUntil: new Date(Date.now() + 60_000) } });
    await post(core, discord.carrier);
    expect(discord.given).toEqual([]);
    await loseLeases(core);
    await post(core, discord.carrier);
    expect(discord.given.map(namedIn)).toEqual([namesOf(people)]);
    expect(discord.given[0]).toMatchObject({ nonce: `g${held[0]?.deliveryId}`, firstTriedAt: now() });
  });

  test('is the same still when no call could be made in between', async () => {
    const people = await members(2);
    const discord = openCarrier('discord', [lost, { kind: 'stopped', reason: '401' }]);
    await tellAll(people);
    for (const minutes of [0, 1, 20]) {
      core.clock.advance({ minutes });
      await post(core, discord.carrier);
    }
    expect(discord.given).toHaveLength(3);
    expect(new Set(discord.given.map(({ nonce }) => nonce)).size).toBe(1);
    expect(discord.given[2]?.firstTriedAt).toEqual(discord.given[1]?.firstTriedAt);
  });

  test('stays a mention for who has said yes to messages since', async () => {
    const people = await members(2);
    const discord = openCarrier('discord', [lost]);
    await tellAll(people);
    await post(core, discord.carrier);
    await prisma().notificationPreference.updateMany({ data: { directMessages: 'on' } });
    core.clock.advance({ seconds: 5 });
    await post(core, discord.carrier);
    expect(discord.given.map(namedIn)).toEqual([namesOf(people), namesOf(people)]);
  });
});

describe('NO-2: a person is named once a day', () => {
  test('where the first may have arrived, too', async () => {
    const [mei] = await members(1);
    if (!mei) throw new Error('nobody came');
    const discord = openCarrier('discord', [lost]);
    await tell(core, mei.userId);
    await post(core, discord.carrier);
    await tell(core, mei.userId);
    await hurry(mei);
    await post(core, discord.carrier);
    expect(await states(mei)).toEqual(['waiting', 'dropped']);
    core.clock.advance({ seconds: 5 });
    await post(core, discord.carrier);
    expect(await states(mei)).toEqual(['sent', 'dropped']);
    expect(new Set(discord.given.map(({ nonce }) => nonce)).size).toBe(1);
  });

  test('by whatever is next where the first certainly did not arrive', async () => {
    const [mei] = await members(1);
    if (!mei) throw new Error('nobody came');
    const discord = openCarrier('discord', [refused]);
    await tell(core, mei.userId);
    await post(core, discord.carrier);
    await tell(core, mei.userId);
    await hurry(mei);
    await post(core, discord.carrier);
    core.clock.advance({ seconds: 5 });
    await post(core, discord.carrier);
    expect(await states(mei)).toEqual(['dropped', 'sent']);
    expect(discord.given).toHaveLength(2);
  });

  test('whichever of several processes does it', async () => {
    const people = await members(30);
    const chats = [1, 2, 3].map(() => openCarrier('discord'));
    const running = chats.map((chat) => startPump(openPostAt(chat, 200), core.services));
    await tellAll([...people, ...people]);
    await expect.poll(() => prisma().delivery.count({ where: { state: 'waiting' } }), { timeout: 10_000 }).toBe(0);
    await Promise.all(running.map((pump) => pump.stop()));
    const named = chats.flatMap(({ given }) => given.flatMap(namedIn));
    expect(named.toSorted()).toEqual(namesOf(people).toSorted());
  });

  // The embedded server lets one transaction at a time do anything.
  test.skipIf(inject('server') === null)('when two want to at once, of which neither sees the other', async () => {
    const [mei] = await members(1);
    if (!mei) throw new Error('nobody came');
    await tell(core, mei.userId);
    const first = await core.services.database.pool.connect();
    const at = core.clock.now().toString();
    const day = core.clock.now().subtract({ hours: 24 }).toString();
    await first.query('BEGIN');
    const values = [at, ['discord'], 'discord', 9, randomUUID(), 8, day, day, null, 0, 20];
    expect((await first.query(claimDue.text, values)).rows).toHaveLength(1);
    await tell(core, mei.userId);
    await hurry(mei);
    const second = claim(core, randomUUID());
    const isStuck = async () =>
      (
        await prisma().$queryRaw<object[]>`SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`
      ).length;
    await expect.poll(isStuck).toBe(1);
    await first.query('COMMIT');
    first.release();
    expect(await second).toEqual([]);
    // What came second waits for the first, whose message is enough.
    expect(await states(mei)).toEqual(['waiting', 'waiting']);
    await loseLeases(core);
    const discord = openCarrier('discord');
    await post(core, discord.carrier);
    expect(discord.given).toHaveLength(1);
    expect((await states(mei)).toSorted()).toEqual(['dropped', 'sent']);
  });
});
