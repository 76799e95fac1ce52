import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestCore, type Person, type TestCore } from '../../../test/core.ts';
import { block, community, partnershipRow } from '../../../test/rows.ts';
import { notify } from './notify.ts';

let core: TestCore;
let ana: Person;
let bo: Person;
let home: number;
let pair: number;

beforeAll(async () => {
  core = await openTestCore();
  [ana, bo] = [await core.newcomer('Ana'), await core.newcomer('Bo')];
  home = await community(core, [ana, bo]);
  pair = (await partnershipRow(core, ana.userId, bo.userId)).id;
  const { prisma } = core.services.database;
  await prisma.identity.create({
    data: { userId: bo.userId, platform: 'discord', externalId: '77', handle: 'bo', displayName: 'Bo' },
  });
  await (await bo.api()).notifications.updatePreferences({ directMessages: 'on' });
});
afterAll(() => core.close());
beforeEach(async () => {
  const { prisma } = core.services.database;
  for (const rows of [prisma.notification, prisma.delivery, prisma.scheduledSession, prisma.usageCounter])
    await Reflect.apply(rows.deleteMany, rows, []);
});

const scheduledAt = () => new Date(core.clock.now().add({ hours: 30 }).epochMilliseconds);
/** Bo hears of Ana by name, of a session and a room that she leads, and of something that names nobody. */
async function tell(title = 'Fado'): Promise<void> {
  const { sessions, rooms } = await ana.api();
  const { id: sessionId } = await sessions.createSession({ title, scheduledAt: scheduledAt(), isPublic: false });
  const { id: roomId } = await rooms.createRoom({ title });
  const notices = [
    { kind: 'skill.endorsed', payload: { personId: ana.userId } },
    { kind: 'session.reminder', payload: { sessionId } },
    { kind: 'room.ended', payload: { roomId } },
    { kind: 'account.linked', payload: { platform: 'discord' } },
  ] as const;
  await notify(
    core.services.database.prisma,
    core.services,
    notices.map((notice, at) => ({ ...notice, userId: bo.userId, eventKey: `test:${at}` })),
  );
}
const inbox = async () => (await bo.api()).notifications.getInbox({});
const claim = () =>
  core.as({ kind: 'system', name: 'test' }).notifications.claimDeliveries({
    sender: crypto.randomUUID(),
    platforms: ['discord'],
    platform: 'discord',
    most: 10,
    mostNamed: 1,
    pace: null,
  });
/** All that is sent, one message of a person after the other. */
async function sent(): Promise<string[]> {
  const kinds: string[] = [];
  for (let isMore = true; isMore; ) {
    const { due, isMore: more } = await claim();
    for (const { deliveryId, notice } of due) {
      kinds.push(notice?.kind ?? '');
      await core.services.database.prisma.delivery.update({ where: { id: deliveryId }, data: { state: 'sent' } });
    }
    isMore = more;
  }
  return kinds;
}

const prisma = () => core.services.database.prisma;
test.each([
  ['whom they blocked since', () => block(core, bo.userId, ana.userId), () => prisma().block.deleteMany()],
  ['who blocked them since', () => block(core, ana.userId, bo.userId), () => prisma().block.deleteMany()],
  [
    'who is gone',
    () => prisma().user.update({ where: { id: ana.userId }, data: { deletedAt: new Date() } }),
    () => prisma().user.update({ where: { id: ana.userId }, data: { deletedAt: null } }),
  ],
  [
    'behind a wall since',
    async () => {
      await prisma().learningPartnership.update({ where: { id: pair }, data: { status: 'ended' } });
      await prisma().membership.updateMany({
        where: { userId: ana.userId, communityId: home },
        data: { leftAt: new Date() },
      });
    },
    async () => {
      await prisma().learningPartnership.update({ where: { id: pair }, data: { status: 'active' } });
      await prisma().membership.updateMany({ where: { userId: ana.userId }, data: { leftAt: null } });
    },
  ],
])('NO-4: nothing that names %s is shown, counted, pushed or sent', async (_, part, meet) => {
  await tell();
  expect(await inbox()).toMatchObject({ total: 4, unread: 4 });
  const { items } = await inbox();
  await part();
  const left = await inbox();
  expect([left.items.map(({ kind }) => kind), left.total, left.unread]).toEqual([['account.linked'], 1, 1]);
  const seen = await Promise.all(
    items.map(async ({ id }) => (await (await bo.api()).notifications.getNotice({ id }))?.kind ?? null),
  );
  expect(seen.filter((kind) => kind !== null)).toEqual(['account.linked']);
  for await (const head of await (await bo.api()).notifications.watchInbox()) {
    expect(head.unread).toBe(1);
    break;
  }
  expect(await sent()).toEqual(['account.linked']);
  await meet();
  expect(await inbox()).toMatchObject({ total: 4 });
});

test('NO-5: a title reaches the inbox without links, and not longer than it is read', async () => {
  await tell(`Free https://evil.example/x discord.gg/abc www.evil.example ${'a'.repeat(130)}`);
  const { items } = await inbox();
  const title = items.find(({ kind }) => kind === 'session.reminder')?.session?.title ?? '';
  expect(title).toMatch(/^Free … … … a+…$/);
  expect(title.length).toBeLessThanOrEqual(120);
  expect(items.find(({ kind }) => kind === 'room.ended')?.room?.title).toBe(title);
});
